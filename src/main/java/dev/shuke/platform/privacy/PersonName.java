package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person's name. Printed and serialised with its first character, by code point, and two stars. */
@Schema(type = SchemaType.STRING, description = "Clear when sent, masked when answered", examples = "张三丰")
public record PersonName(String clear) {
    private static final int MAX_LENGTH = 100;

    /** From a caller. */
    @JsonCreator
    static PersonName of(String text) {
        return new PersonName(PlainText.require(text, MAX_LENGTH));
    }

    @JsonValue
    public String masked() {
        return Character.toString(clear.codePointAt(0)) + "**";
    }

    @Override
    public String toString() {
        return masked();
    }
}
