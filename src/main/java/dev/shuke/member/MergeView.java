package dev.shuke.member;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One member's becoming a part of another. */
@Schema(
        name = "Merge",
        requiredProperties = {"id", "into", "from", "cause", "createdAt"})
public record MergeView(
        UUID id,

        @Schema(description = "Who went on; the member may have been merged itself since")
        UUID into,

        @Schema(description = "Whose id stands for the other since")
        UUID from,

        @Schema(
                description = "request: somebody asked for it; policy: by the tenant's mergeOn; duplicate: a suspicion"
                        + " was confirmed")
        MergeCause cause,

        Instant createdAt,

        @Schema(description = "Absent while the merge stands")
        Instant undoneAt) {}
