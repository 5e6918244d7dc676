package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people call the merchant, one line. */
@Schema(type = SchemaType.STRING, maxLength = TenantName.MAX_LENGTH, examples = "Acme Tea 茶")
public record TenantName(@JsonValue String text) {
    static final int MAX_LENGTH = 100;

    /** From a caller. */
    @JsonCreator
    static TenantName of(String text) {
        return new TenantName(PlainText.line(text, MAX_LENGTH));
    }
}
