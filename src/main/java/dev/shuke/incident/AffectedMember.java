package dev.shuke.incident;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody whom an incident concerns. */
@Schema(
        name = "AffectedMember",
        requiredProperties = {"memberId", "by", "addedAt"})
public record AffectedMember(
        @Schema(description = "Of one who was erased since it leads to nobody any more")
        UUID memberId,

        AffectedBy by,
        Instant addedAt) {}
