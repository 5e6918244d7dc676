package dev.shuke.platform.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What somebody states for the record, at length: of things and never of one member. As of a {@link Reason}, what looks
 * like a number to call or an address to write to is refused; a date does not.
 */
@Schema(type = SchemaType.STRING, maxLength = Statement.MAX_LENGTH)
public record Statement(@JsonValue String text) {
    static final int MAX_LENGTH = 2_000;
    private static final Pattern DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

    /** From a caller. */
    @JsonCreator
    public static Statement of(String text) {
        String line = PlainText.require(text, MAX_LENGTH);
        if (Reason.CONTACT.matcher(DATE.matcher(line).replaceAll("a day")).find()) {
            throw new InvalidValue("must not name phone numbers, card numbers or e-mail addresses");
        }
        return new Statement(line);
    }

    /** Null from null. */
    public static Statement stored(String text) {
        return text == null ? null : new Statement(text);
    }

    /** Null of null. */
    public static String text(Statement statement) {
        return statement == null ? null : statement.text;
    }

    /** Not for logs. */
    @Override
    public String toString() {
        return "Statement of " + text.length() + " characters";
    }
}
