package dev.shuke.member;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Two members who may be one person. */
@Schema(
        name = "Duplicate",
        requiredProperties = {"id", "members", "score", "reasons", "createdAt"})
public record DuplicateView(
        UUID id,

        @Schema(description = "The two, the older first: it would go on")
        List<UUID> members,

        @Schema(description = "From 1 to 100, the higher the likelier", examples = "85")
        int score,

        List<DuplicateReason> reasons,
        Instant createdAt) {}
