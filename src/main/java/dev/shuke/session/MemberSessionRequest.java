package dev.shuke.session;

import dev.shuke.member.IdentityRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For whom a session is to begin. */
public record MemberSessionRequest(
        @NotNull(message = "must be given") @Valid @Schema(
                description =
                        "What the app has made sure of itself, such as the openid that WeChat's login answered; or"
                                + " a device, for a visitor who has not said who he is")
        IdentityRequest identity,

        @Schema(
                description = "Whether an identity that nobody has makes a member; true if absent",
                defaultValue = "true")
        Boolean createMember) {

    boolean createsMember() {
        return createMember == null || createMember;
    }
}
