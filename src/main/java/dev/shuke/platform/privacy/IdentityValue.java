package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A normalised phone number, card, openid … Printed and serialised masked.
 *
 * @param issuer who gave it out, where that is a part of what it means; else null
 */
@Schema(type = SchemaType.STRING, description = "Masked", examples = "138****5678")
public record IdentityValue(IdentityKind kind, String issuer, String clear) {
    private static final int MAX_LENGTH = 128;
    private static final Pattern ISSUER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    /**
     * @param issuer null when the caller named none
     * @param value as a caller sent it
     * @throws dev.shuke.platform.web.InvalidValue saying what the kind expects
     */
    public static IdentityValue of(IdentityKind kind, String issuer, String value) {
        return new IdentityValue(kind, issuer, kind.normalise(PlainText.require(value, MAX_LENGTH)));
    }

    /**
     * The issuer of such a value, as a caller named it.
     *
     * @throws InvalidValue when the kind has none, or it is no name
     */
    public static String issuer(IdentityKind kind, String issuer) {
        if (issuer == null) {
            return null;
        }
        if (!kind.hasIssuers()) {
            throw new InvalidValue("must be absent: only wechat_openid and external have an issuer");
        }
        if (!ISSUER.matcher(issuer).matches()) {
            throw new InvalidValue("must have 1 to 64 letters, digits and . _ : - only");
        }
        return issuer;
    }

    /** What two identities have in common exactly when they are the same one. */
    String spelling() {
        return kind.key() + (issuer == null ? "|" : "@" + issuer + "|") + clear;
    }

    @JsonValue
    public String masked() {
        return kind.mask(clear);
    }

    @Override
    public String toString() {
        return masked();
    }
}
