package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.audit.Reason;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What bars a member, or everybody, from being erased. */
@Schema(
        name = "LegalHold",
        requiredProperties = {"id", "reason", "placedBy", "placedAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LegalHoldView(
        UUID id,
        @Schema(description = "Absent: everybody") UUID memberId,
        Reason reason,

        @Schema(description = "The subject of the caller", examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
        String placedBy,

        Instant placedAt,
        @Schema(description = "Absent while it stands") String liftedBy,
        @Schema(description = "Likewise") Instant liftedAt) {}
