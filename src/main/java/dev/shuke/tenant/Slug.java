package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant's immutable name in tokens, headers and Keycloak. The table's CHECK has the same pattern. */
@Schema(
        type = SchemaType.STRING,
        pattern = Slug.PATTERN,
        description = "Immutable: 3 to 40 lower-case letters, digits and hyphens",
        examples = "acme-tea")
public record Slug(@JsonValue String text) {
    static final String PATTERN = "^[a-z][a-z0-9-]{1,38}[a-z0-9]$";
    private static final Pattern VALID = Pattern.compile(PATTERN);

    /** From a caller. */
    @JsonCreator
    static Slug of(String text) {
        if (!VALID.matcher(text).matches()) {
            throw new InvalidValue("must have 3 to 40 lower-case letters, digits and hyphens, start with a letter and"
                    + " not end with a hyphen");
        }
        return new Slug(text);
    }
}
