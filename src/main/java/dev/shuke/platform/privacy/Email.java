package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An e-mail address, in lower case. Printed and serialised with its first character and its domain. */
@Schema(type = SchemaType.STRING, description = "Clear when sent, masked when answered", examples = "sf@example.com")
public record Email(String clear) {
    /** The longest address that a mail server takes (RFC 5321). */
    private static final int MAX_LENGTH = 254;

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\"<>(),;:\\\\]+@[^@\\s\"<>(),;:\\\\]+\\.[^@\\s.]+");

    /** From a caller. */
    @JsonCreator
    static Email of(String text) {
        return new Email(normalised(PlainText.require(text, MAX_LENGTH)));
    }

    static String normalised(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new InvalidValue("must be an e-mail address");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static String masked(String clear) {
        return Character.toString(clear.codePointAt(0)) + "***" + clear.substring(clear.indexOf('@'));
    }

    @JsonValue
    public String masked() {
        return masked(clear);
    }

    @Override
    public String toString() {
        return masked();
    }
}
