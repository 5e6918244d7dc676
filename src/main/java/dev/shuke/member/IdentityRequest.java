package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One way to recognise a member, as a caller sends it. */
@Schema(examples = "{\"kind\": \"phone\", \"value\": \"+8613812345678\"}")
public record IdentityRequest(
        @NotNull(message = "must be given") IdentityKind kind,

        @NotNull(message = "must be given") @Schema(description = "Phones with their country code")
        String value,

        @Schema(
                description =
                        "Whose name for the member it is: the WeChat app's id of a wechat_openid, the system of an external one",
                examples = "wx8888888888888888")
        String issuer) {

    /**
     * The one spelling of the value.
     *
     * @param pointer to this object in the body, for the error
     * @throws ApiException validation_failed, pointing at the value
     */
    public IdentityValue normalised(String pointer) {
        try {
            IdentityValue.issuer(kind, issuer);
        } catch (InvalidValue refused) {
            throw ApiException.invalid(pointer + "/issuer", refused.getMessage());
        }
        try {
            return IdentityValue.of(kind, issuer, value);
        } catch (InvalidValue refused) {
            throw ApiException.invalid(pointer + "/value", refused.getMessage());
        }
    }

    /** Without the value, which is somebody's phone or card in clear. */
    @Override
    public String toString() {
        return String.valueOf(kind);
    }
}
