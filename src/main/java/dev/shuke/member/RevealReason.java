package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why somebody needs to see a clear text, in words for those who read the audit log. */
@Schema(type = SchemaType.STRING, maxLength = 200, examples = "call back about order 536365")
public record RevealReason(@JsonValue String text) {
    private static final int MAX_LENGTH = 200;

    @JsonCreator
    static RevealReason of(String text) {
        return new RevealReason(PlainText.line(text, MAX_LENGTH));
    }

    /** What a person wrote is not printed. */
    @Override
    public String toString() {
        return "RevealReason";
    }
}
