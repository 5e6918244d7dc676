package dev.shuke.session;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session that has begun. */
@Schema(
        name = "MemberSession",
        requiredProperties = {"token", "expiresAt", "memberId"})
public record MemberSessionView(
        @Schema(description = "For `Authorization: Bearer`, at `/v1/me` and below", examples = "eyJ0eXAiOiJtZW1…")
        String token,

        @Schema(description = "Half an hour from now; ask for another session then")
        Instant expiresAt,

        UUID memberId) {

    /** Without the token. */
    @Override
    public String toString() {
        return memberId + " until " + expiresAt;
    }
}
