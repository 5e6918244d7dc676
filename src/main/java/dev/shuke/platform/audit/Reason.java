package dev.shuke.platform.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import java.util.Base64;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why somebody does what is recorded, in his words. The log outlives the members it speaks of, so what looks like a
 * number to call or an address to write to is refused; a ticket's number is short enough.
 */
@Schema(type = SchemaType.STRING, maxLength = Reason.MAX_LENGTH, examples = "call back")
public record Reason(@JsonValue String text) {
    static final int MAX_LENGTH = 200;
    /** No text of a caller's begins so: a tab is refused. */
    private static final String SEALED = "sealed\t";

    static final Pattern CONTACT = Pattern.compile("@|＠|\\p{Nd}([\\p{Zs}.()-]{0,3}\\p{Nd}){6}");

    /** From a caller. */
    @JsonCreator
    public static Reason of(String text) {
        String line = PlainText.require(text, MAX_LENGTH);
        if (CONTACT.matcher(line).find()) {
            throw new InvalidValue("must not name phone numbers, card numbers or e-mail addresses");
        }
        return new Reason(line);
    }

    /** One that is about a member, sealed under his key: nobody reads it when he is erased. */
    public static Reason sealed(byte[] sealed) {
        return new Reason(SEALED + Base64.getEncoder().encodeToString(sealed));
    }

    /** Whether a stored text is one; those from before it was done are not. */
    public static boolean isSealed(String text) {
        return text != null && text.startsWith(SEALED);
    }

    /** @throws IllegalArgumentException when it was altered */
    public static byte[] sealedIn(String text) {
        return Base64.getDecoder().decode(text.substring(SEALED.length()));
    }

    /** Not for logs. */
    @Override
    public String toString() {
        return "Reason of " + text.length() + " characters";
    }
}
