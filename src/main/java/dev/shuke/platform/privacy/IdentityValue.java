package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A normalised phone number, card, openid … Printed and serialised masked. */
@Schema(type = SchemaType.STRING, description = "Masked", examples = "138****5678")
public record IdentityValue(IdentityKind kind, String clear) {
    private static final int MAX_LENGTH = 128;

    /**
     * @param value as a caller sent it
     * @throws dev.shuke.platform.web.InvalidValue saying what the kind expects
     */
    public static IdentityValue of(IdentityKind kind, String value) {
        return new IdentityValue(kind, kind.normalise(PlainText.require(value, MAX_LENGTH)));
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
