package dev.shuke.incident;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom an incident concerns: by exactly one of the three. */
@Schema(name = "AffectedMembers")
public record AffectedRequest(
        @Size(min = 1, max = 1_000, message = "must be 1 to 1000 ids") @Schema(description = "By name")
        List<@NotNull(message = "must be given") UUID> memberIds,

        @Schema(description = "All who are in a segment now, whatever they allow")
        UUID segmentId,

        @Valid @Schema(description = "All whose records the audit log tells were opened or changed one by one")
        Accessed accessed) {

    /** A part of the audit log. */
    @Schema(
            name = "AccessedMembers",
            requiredProperties = {"from", "until"})
    public record Accessed(
            @NotNull(message = "must be given") Instant from,
            @NotNull(message = "must be given") Instant until,

            @Pattern(regexp = "[!-~]{1,255}", message = "must be the subject of a caller") @Schema(description = "By whom; by anybody when absent", examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
            String by) {}

    /** How many of the three are given. */
    int ways() {
        return (memberIds == null ? 0 : 1) + (segmentId == null ? 0 : 1) + (accessed == null ? 0 : 1);
    }
}
