package dev.shuke.rfm;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Between the scores: four numbers each, every one above the one before. A number that equals one belongs below it. */
@Schema(requiredProperties = {"recencyDays", "frequency", "monetary"})
public record RfmCuts(
        @NotNull(message = "must be given") @Schema(
                description = "Days since the last order; up to the first scores 5, beyond the last 1",
                examples = "[14,45,90,180]")
        List<Long> recencyDays,

        @NotNull(message = "must be given") @Schema(description = "Orders; up to the first scores 1", examples = "[1,2,4,8]")
        List<Long> frequency,

        @NotNull(message = "must be given") @Schema(
                description = "Their sum, minor units, before refunds; up to the first scores 1",
                examples = "[20000,50000,120000,300000]")
        List<Long> monetary) {

    static boolean valid(List<Long> cuts) {
        return cuts.size() == RfmTier.BEST - 1
                && cuts.stream().allMatch(cut -> cut != null && cut >= 0)
                && IntStream.range(1, cuts.size()).allMatch(i -> cuts.get(i - 1) < cuts.get(i));
    }
}
