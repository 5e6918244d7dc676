package dev.shuke.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.InvalidValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A permission that an app may be granted. */
@Schema(type = SchemaType.STRING, description = "A permission that an app may have", examples = "members:read")
public record AppScope(@JsonValue String key) implements Comparable<AppScope> {
    /** From a caller. */
    @JsonCreator
    static AppScope of(String key) {
        if (!Permission.SCOPES.contains(key)) {
            throw new InvalidValue("must be one of "
                    + String.join(", ", Permission.SCOPES.stream().sorted().toList()));
        }
        return new AppScope(key);
    }

    @Override
    public int compareTo(AppScope other) {
        return key.compareTo(other.key);
    }
}
