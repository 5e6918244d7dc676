package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An experiment, as it is stored and as callers see it: nothing in it is about one person but who tries it. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Experiment",
        requiredProperties = {"id", "state", "salt", "version", "createdAt", "updatedAt"})
public record ExperimentView(
        UUID id,
        @JsonUnwrapped ExperimentRequest definition,
        ExperimentState state,

        @Schema(description = "The segment that keeps the audience; absent for everybody, and once it is archived")
        UUID segmentId,

        @Schema(description = "Of the documented hash, see openapi/assignment-vectors.json")
        String salt,

        @Schema(description = "Likewise of the layer") String layerSalt,

        @Schema(description = "Which buckets of the layer it has, since it was started")
        List<BucketRange> ranges,

        @Schema(description = "Counts the definitions it has had, from 1", examples = "1")
        int version,

        Instant startedAt,
        Instant stoppedAt,
        Instant createdAt,
        Instant updatedAt) {

    static ExperimentView first(UUID id, ExperimentRequest definition, String salt, Instant now) {
        return new ExperimentView(
                id, definition, ExperimentState.DRAFT, null, salt, null, List.of(), 1, null, null, now, now);
    }

    /** At another definition. */
    ExperimentView with(ExperimentRequest changed, UUID segment, List<BucketRange> taken, Instant now) {
        return new ExperimentView(
                id, changed, state, segment, salt, layerSalt, taken, version + 1, startedAt, stoppedAt, createdAt, now);
    }

    /** Archived, its definition alone keeps the audience's rule: the segment would be followed for ever, and hold others. */
    ExperimentView with(ExperimentState next, List<BucketRange> taken, Instant now) {
        return new ExperimentView(
                id,
                definition,
                next,
                next == ExperimentState.ARCHIVED ? null : segmentId,
                salt,
                layerSalt,
                taken,
                version,
                next == ExperimentState.RUNNING && startedAt == null ? now : startedAt,
                next == ExperimentState.STOPPED ? now : stoppedAt,
                createdAt,
                now);
    }

    /** With the segment that keeps its audience. */
    ExperimentView in(UUID segment) {
        return new ExperimentView(
                id,
                definition,
                state,
                segment,
                salt,
                layerSalt,
                ranges,
                version,
                startedAt,
                stoppedAt,
                createdAt,
                updatedAt);
    }

    /** One of the definitions that it has had. */
    @Schema(
            name = "ExperimentVersion",
            requiredProperties = {"version", "definition", "changedBy", "at"})
    public record Version(
            @Schema(examples = "1") int version,
            ExperimentRequest definition,

            @Schema(description = "The subject of a member of staff or of an app")
            String changedBy,

            Instant at) {}

    /** All of them, the first one first. */
    @Schema(name = "ExperimentVersions", requiredProperties = "items")
    public record Versions(List<Version> items) {}

    /** A store and what it was drawn for. */
    @Schema(
            name = "ExperimentStore",
            requiredProperties = {"store", "variant", "block"})
    public record Drawn(
            @Schema(examples = "S-01") String store,
            @Schema(examples = "b") String variant,

            @Schema(description = "Stores that are compared with each other: the pair, or the stratum", examples = "0")
            int block) {}

    /** All of them, by code. */
    @Schema(name = "ExperimentStoreDraw", requiredProperties = "items")
    public record Stores(List<Drawn> items) {}
}
