package dev.shuke.rfm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much of the revenue comes from how few. */
@Schema(requiredProperties = {"rounded", "points"})
public record RfmConcentration(
        @Schema(
                description =
                        "For callers who may see no person, or no exact amount: members to the nearest ten, shares to the hundredth, and nothing of fewer than ten")
        boolean rounded,

        @Schema(description = "Empty when nobody has bought")
        List<Point> points) {

    /** Of a hundred who have bought, so many who have paid most. */
    static final List<Integer> PERCENTS = List.of(1, 5, 10, 20, 50);

    private static final int EXACT_PLACES = 4;
    private static final int ROUNDED_PLACES = 2;

    /** Those who have paid most, and what they have paid of all. */
    @Schema(
            name = "RfmConcentrationPoint",
            requiredProperties = {"percent", "members", "share"})
    public record Point(
            @Schema(description = "Of all who have bought", examples = "20")
            int percent,

            @Schema(description = "How many that is, rounded up", examples = "868")
            long members,

            @Schema(description = "Of what all have paid, before refunds; from 0 to 1", examples = "0.7456")
            BigDecimal share) {}

    /** As it was counted: minor units. */
    record Counted(int percent, long members, long paid, long paidByAll) {
        private Point point(boolean rounded) {
            BigDecimal share = paidByAll == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(paid)
                            .divide(
                                    BigDecimal.valueOf(paidByAll),
                                    rounded ? ROUNDED_PLACES : EXACT_PLACES,
                                    RoundingMode.HALF_UP);
            return new Point(percent, rounded ? RfmDistribution.rounded(members) : members, share);
        }
    }

    static RfmConcentration of(List<Counted> counted, boolean rounded) {
        return new RfmConcentration(
                rounded,
                counted.stream()
                        .filter(one -> !rounded || one.members() >= RfmDistribution.K)
                        .map(one -> one.point(rounded))
                        .toList());
    }
}
