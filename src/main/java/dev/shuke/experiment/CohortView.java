package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.experiment.CohortMetric.Followed;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.Why;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What two cohorts did, each from its members' first orders, or entries, on. */
@Schema(
        name = "CohortReport",
        requiredProperties = {"baseline", "compared", "metrics", "caution"})
public record CohortView(Size baseline, Size compared, List<Metric> metrics, PilotView.Caution caution) {
    private static final PilotView.Caution CAUTION = new PilotView.Caution(
            "两群会员来自不同时期，并非抽签分出：差异未必由某一项措施造成。",
            "The cohorts are of different times and nobody drew them: what differs need not be anybody's doing.");

    private static final PilotView.Caution OF_SEGMENTS = new PilotView.Caution(
            "两群会员并非抽签分出：差异未必由某一项措施造成。", "Nobody drew the cohorts: what differs need not be anybody's doing.");

    /** How many there are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CohortSize")
    public record Size(
            @Schema(description = "Absent below ten; to the nearest ten for who sees no persons", examples = "1240")
            Long members) {}

    /** One metric. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "CohortMetricReport",
            requiredProperties = {"metric", "verdict"})
    public record Metric(
            CohortMetric metric,
            @Schema(examples = "0.212") Double baseline,
            @Schema(examples = "0.265") Double compared,

            @Schema(description = "Absent when it cannot be computed")
            ReportedComparison comparison,

            ReportedVerdict verdict,
            NotComputed notComputed) {}

    /**
     * A metric with its comparison, before the number of them is known.
     *
     * @param told whether it is about enough members
     */
    record Compared(CohortMetric metric, Followed one, Followed other, boolean told, Computed<Comparison> comparison) {
        static Compared of(CohortMetric metric, Followed one, Followed other) {
            boolean told = metric.told(one) && metric.told(other);
            return new Compared(
                    metric, one, other, told, told ? metric.compare(one, other) : Computed.not(Why.TOO_FEW_UNITS));
        }

        OptionalDouble pValue() {
            return comparison instanceof Computed.Value<Comparison>(Comparison it)
                    ? OptionalDouble.of(it.pValue())
                    : OptionalDouble.empty();
        }

        Metric report(double corrected, double relevantLift, DoubleUnaryOperator digits) {
            return new Metric(
                    metric,
                    value(one, digits),
                    value(other, digits),
                    comparison instanceof Computed.Value<Comparison>(Comparison it)
                            ? ReportedComparison.of(it, corrected, digits)
                            : null,
                    ReportedVerdict.of(ReportedVerdict.Subject.COHORT, comparison, corrected, relevantLift),
                    comparison instanceof Computed.Not<Comparison>(Why why) ? NotComputed.of(why) : null);
        }

        private Double value(Followed cohort, DoubleUnaryOperator digits) {
            return told && metric.estimate(cohort) instanceof Computed.Value<Estimate>(Estimate estimate)
                    ? digits.applyAsDouble(estimate.value())
                    : null;
        }
    }

    static CohortView of(Size baseline, Size compared, List<Metric> metrics, boolean ofSegments) {
        return new CohortView(baseline, compared, metrics, ofSegments ? OF_SEGMENTS : CAUTION);
    }
}
