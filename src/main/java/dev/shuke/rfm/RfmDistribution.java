package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members have which scores. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"rounded", "tiers", "stages", "cells"})
public record RfmDistribution(
        @Schema(description = "To which days were counted, in the tenant's timezone; absent when nobody was scored")
        LocalDate snapshotDate,

        Instant computedAt,

        @Schema(
                description =
                        "For callers who may see no person: every count is to the nearest ten, and absent below ten")
        boolean rounded,

        @Schema(description = "All who are scored", examples = "4338")
        Long members,

        @Schema(
                description =
                        "Every tier of the settings as they are now, in their order, with those who were in it when scored last. Who is in none is in no count")
        List<TierCount> tiers,

        @Schema(description = "Likewise every stage of the lifecycle, of all members")
        List<StageCount> stages,

        @Schema(description = "Every combination of scores that somebody has; where counts are rounded, at least ten")
        List<CellCount> cells) {

    static final int K = 10;

    /** Members in a tier. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "RfmTierCount",
            requiredProperties = {"key", "name"})
    public record TierCount(
            @Schema(examples = "loyal") String key,
            Bilingual name,
            @Schema(examples = "1240") Long count) {}

    /** Members in a stage, and who looks after them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "LifecycleStageCount",
            requiredProperties = {"key", "name"})
    public record StageCount(
            @Schema(examples = "returning") String key,
            Bilingual name,
            @Schema(examples = "marketing") StaffRole ownerRole,
            @Schema(examples = "1240") Long count) {}

    /** Members with these three scores. */
    @Schema(
            name = "RfmCellCount",
            requiredProperties = {"r", "f", "m", "count"})
    public record CellCount(
            @Schema(examples = "5") int r,
            @Schema(examples = "4") int f,
            @Schema(examples = "4") int m,
            @Schema(examples = "310") long count) {}

    static RfmDistribution of(
            StoredRfm rfm, List<CellCount> cells, Map<String, Long> tiers, Map<String, Long> stages, boolean rounded) {
        return new RfmDistribution(
                rfm.snapshotDate(),
                rfm.computedAt(),
                rounded,
                told(cells.stream().mapToLong(CellCount::count).sum(), rounded),
                rfm.settings().tiers().stream()
                        .map(tier -> new TierCount(
                                tier.key(), tier.name(), told(tiers.getOrDefault(tier.key(), 0L), rounded)))
                        .toList(),
                rfm.settings().stages().stream()
                        .map(stage -> new StageCount(
                                stage.key(),
                                stage.name(),
                                stage.ownerRole(),
                                told(stages.getOrDefault(stage.key(), 0L), rounded)))
                        .toList(),
                cells.stream()
                        .filter(cell -> !rounded || cell.count() >= K)
                        .map(cell -> new CellCount(cell.r(), cell.f(), cell.m(), told(cell.count(), rounded)))
                        .toList());
    }

    /** Null when it could point at persons. */
    private static Long told(long count, boolean rounded) {
        if (!rounded) {
            return count;
        }
        return count < K ? null : Long.valueOf(rounded(count));
    }

    /** To the nearest ten. */
    static long rounded(long count) {
        return (count + K / 2) / K * K;
    }
}
