package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An identity of a member, with what is known of it. */
@Schema(
        name = "BoundIdentity",
        requiredProperties = {"id", "kind", "value", "verified", "createdAt"})
public record BoundIdentityView(
        UUID id,
        IdentityKind kind,
        IdentityValue value,

        @Schema(
                description = "Whose name for the member it is: a WeChat app's id, another system",
                examples = "wx8888888888888888")
        String issuer,

        @Schema(description = "False when the member only claims it")
        boolean verified,

        Instant verifiedAt,
        Instant createdAt) {}
