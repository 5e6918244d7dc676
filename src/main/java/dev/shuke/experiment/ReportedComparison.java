package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Lift;
import java.util.function.DoubleUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** By how much groups differ. Money in minor units, shares and lifts as fractions of 1. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"difference", "interval", "pValue", "correctedPValue"})
public record ReportedComparison(
        @Schema(examples = "18400") double difference,
        Range interval,

        @Schema(
                description = "Relative to what it would have been without; absent where that is not above zero",
                examples = "0.041")
        Double lift,

        @Schema(description = "Of the lift; absent where it has no bounds")
        Range liftInterval,

        @Schema(description = "Two-sided, of there being no difference", examples = "0.013")
        double pValue,

        @Schema(
                description =
                        "What is compared with 0.05: for the number of metrics after Holm, and where stores are few of the randomisation test",
                examples = "0.039")
        double correctedPValue) {

    /** Where a figure is believed to lie, at 95 % confidence. */
    @Schema(
            name = "ReportedInterval",
            requiredProperties = {"lower", "upper"})
    public record Range(
            @Schema(examples = "4200") double lower,
            @Schema(examples = "32600") double upper) {
        static Range of(Interval interval, DoubleUnaryOperator told) {
            return new Range(told.applyAsDouble(interval.lower()), told.applyAsDouble(interval.upper()));
        }
    }

    /** @param told how many digits of a figure may be told */
    static ReportedComparison of(Comparison comparison, double correctedPValue, DoubleUnaryOperator told) {
        Lift lift = comparison.lift() instanceof Computed.Value<Lift>(Lift value) ? value : null;
        Interval ofLift =
                lift != null && lift.interval() instanceof Computed.Value<Interval>(Interval value) ? value : null;
        return new ReportedComparison(
                told.applyAsDouble(comparison.difference()),
                Range.of(comparison.interval(), told),
                lift == null ? null : told.applyAsDouble(lift.value()),
                ofLift == null ? null : Range.of(ofLift, told),
                told.applyAsDouble(comparison.pValue()),
                told.applyAsDouble(correctedPValue));
    }
}
