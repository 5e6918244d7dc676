package dev.shuke.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a run has taken, or would have. */
@Schema(
        name = "RetentionRun",
        requiredProperties = {"id", "dryRun", "asOf", "startedBy", "job", "disclosures", "counts", "purposes"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        UUID id,
        boolean dryRun,
        @Schema(description = "Ages are of this time") Instant asOf,

        @Schema(description = "The subject of the caller; `job` for the daily run", examples = "job")
        String startedBy,

        @Schema(examples = "/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
        String job,

        @Schema(description = "Absent while it is under way")
        Instant endedAt,

        @Schema(description = "Rows of `/v1/disclosures` older than three years; 0 until its end", examples = "0")
        long disclosures,

        @Schema(description = "So far") List<Count> counts,

        @Schema(description = "Likewise, of whom a purpose has ended")
        List<PurposeCount> purposes) {

    /** Of one event type. */
    @Schema(
            name = "RetentionCount",
            requiredProperties = {"eventType", "action", "events"})
    public record Count(
            @Schema(examples = "product.viewed") String eventType,
            RetentionAction action,
            @Schema(examples = "48211") long events) {}

    /** Of those who allow a purpose no more. */
    @Schema(
            name = "PurposeRetentionCount",
            requiredProperties = {"purpose", "events", "members"})
    public record PurposeCount(
            @Schema(examples = "marketing.personalised") String purpose,

            @Schema(description = "Deleted or anonymised", examples = "311")
            long events,

            @Schema(description = "Of whom attributes were removed", examples = "12")
            long members) {}

    RunView with(List<Count> found, List<PurposeCount> ended) {
        return new RunView(id, dryRun, asOf, startedBy, job, endedAt, disclosures, found, ended);
    }
}
