package dev.shuke.platform.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Long work as callers see it. */
@Schema(
        name = "Job",
        requiredProperties = {"id", "kind", "state", "done", "rejected", "createdAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        UUID id,

        @Schema(examples = "import", description = "What it does")
        String kind,

        JobState state,

        @Schema(examples = "120500", description = "How much is dealt with, what was rejected included")
        long done,

        @Schema(examples = "1000000", description = "How much there is to do; absent when nobody knows")
        Long total,

        @Schema(examples = "12", description = "How much could not be done")
        long rejected,

        @Schema(examples = "8033.3", description = "How much is done in a second, since it began")
        Double rate,

        @Schema(examples = "110", description = "How many seconds it will still take, if it goes on like this")
        Long eta,

        @Schema(description = "Of one that has failed: why, as a code", examples = "internal")
        String failure,

        @Schema(
                description = "The path at which its outcome is found",
                examples = "/v1/imports/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
        String result,

        Instant createdAt,
        Instant startedAt,
        Instant endedAt) {

    /** @param seconds since it began, until it ended; null before */
    static JobView of(
            UUID id,
            String kind,
            JobState state,
            long done,
            Long total,
            long rejected,
            Double seconds,
            String failure,
            String result,
            Instant createdAt,
            Instant startedAt,
            Instant endedAt) {
        double perSecond = seconds == null || seconds <= 0 ? 0 : done / seconds;
        Double rate = perSecond == 0 ? null : Math.round(perSecond * 10) / 10.0;
        boolean predictable = total != null && perSecond > 0 && !state.ended();
        Long eta = predictable ? (long) Math.ceil(Math.max(0, total - done) / perSecond) : null;
        return new JobView(
                id, kind, state, done, total, rejected, rate, eta, failure, result, createdAt, startedAt, endedAt);
    }
}
