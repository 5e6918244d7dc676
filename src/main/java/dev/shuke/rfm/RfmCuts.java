package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Between the scores: four numbers each, every one above the one before. A number that equals one belongs below it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"frequency", "monetary"})
public record RfmCuts(
        @Schema(
                description =
                        "For the recency `days`: days since the last order; up to the first scores 5, beyond the last 1",
                examples = "[14,45,90,180]")
        List<Long> recencyDays,

        @Schema(description = "For the other two, likewise: percents of the cycle", examples = "[80,120,200,400]")
        List<Long> recencyPercent,

        @NotNull(message = "must be given") @Schema(description = "Orders; up to the first scores 1", examples = "[1,2,4,8]")
        List<Long> frequency,

        @NotNull(message = "must be given") @Schema(
                description = "Their sum, minor units, before refunds; up to the first scores 1",
                examples = "[20000,50000,120000,300000]")
        List<Long> monetary) {

    List<Long> recency(RfmRecency by) {
        return by == RfmRecency.DAYS ? recencyDays : recencyPercent;
    }

    static boolean valid(List<Long> cuts) {
        return cuts.size() == RfmTier.BEST - 1
                && cuts.stream().allMatch(cut -> cut != null && cut >= 0)
                && IntStream.range(1, cuts.size()).allMatch(i -> cuts.get(i - 1) < cuts.get(i));
    }
}
