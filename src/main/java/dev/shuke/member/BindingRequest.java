package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.web.ApiException;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An identity to be given to a member. */
@Schema(name = "IdentityBinding")
public record BindingRequest(
        @NotNull(message = "must be given") IdentityKind kind,

        @NotNull(message = "must be given") @Schema(description = "Phones with their country code")
        String value,

        @Schema(
                description =
                        "Whose name for the member it is: the WeChat app's id of a wechat_openid, the system of an external one",
                examples = "wx8888888888888888")
        String issuer,

        @Schema(
                description =
                        "Whether the member was seen to have it, by a code sent to the phone for instance; else it"
                                + " is only claimed",
                defaultValue = "false")
        Boolean verified) {

    /** @throws ApiException validation_failed, pointing at the value or the issuer */
    IdentityValue normalised() {
        return new IdentityRequest(kind, value, issuer).normalised("");
    }

    /** False where nothing is said. */
    @Override
    public Boolean verified() {
        return verified != null && verified;
    }

    /** Without the value, which is somebody's phone or card in clear. */
    @Override
    public String toString() {
        return String.valueOf(kind);
    }
}
