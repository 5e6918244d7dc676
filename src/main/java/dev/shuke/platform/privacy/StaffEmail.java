package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The address by which a member of staff logs in, in lower case. Printed and serialised with its first character and
 * its domain. Stricter than the address of a shopper, because Keycloak takes it as the user's name too: what Keycloak
 * would refuse half-way must be refused before the first step.
 */
@Schema(type = SchemaType.STRING, description = "Clear when sent, masked when answered", examples = "owner@example.com")
public record StaffEmail(String clear) {
    private static final int MAX_LENGTH = 254;
    private static final String ATOM = "[a-z0-9_+-]+";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern ADDRESS =
            Pattern.compile("(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+");

    /** From a caller. */
    @JsonCreator
    static StaffEmail of(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (address.length() > MAX_LENGTH || !ADDRESS.matcher(address).matches()) {
            throw new InvalidValue("must be an e-mail address with only letters, digits and . _ + - before the @");
        }
        return new StaffEmail(address);
    }

    @JsonValue
    public String masked() {
        return clear.charAt(0) + "***" + clear.substring(clear.indexOf('@'));
    }

    @Override
    public String toString() {
        return masked();
    }
}
