package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.RandomisationTest;
import dev.shuke.experiment.statistics.Why;
import java.time.LocalDate;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What changed in the stores of a pilot beyond what changed in the others. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "PilotReport",
        requiredProperties = {
            "before",
            "after",
            "treatedStores",
            "controlStores",
            "leftOut",
            "metrics",
            "weeks",
            "caution"
        })
public record PilotView(
        Period before,
        Period after,

        @Schema(description = "Those that are compared", examples = "4")
        int treatedStores,

        @Schema(examples = "20") int controlStores,

        @Schema(description = "Named stores of fewer than ten buyers before: they are in no figure")
        List<String> leftOut,

        @Schema(description = "As they were asked for") List<Metric> metrics,

        @Schema(
                description =
                        "Whether both groups went the same way before; weeks of fewer than ten buyers are not told")
        List<Week> weeks,

        Caution caution) {

    /** Days in the tenant's timezone, both inclusive. */
    @Schema(
            name = "ReportPeriod",
            requiredProperties = {"from", "to"})
    public record Period(LocalDate from, LocalDate to) {}

    /** What must be borne in mind. */
    @Schema(
            name = "ReportCaution",
            requiredProperties = {"zh", "en"})
    public record Caution(String zh, String en) {
        static final Caution PILOT = new Caution(
                "门店并非抽签选出：结论假定若无试点，两组门店的走势会相同。",
                "No draw chose the stores: it is assumed that without the pilot both would have gone the same way.");
    }

    /** Before and after; absent where fewer than ten members are behind it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PilotFigures")
    public record Figures(
            @Schema(examples = "431000") Double before,
            @Schema(examples = "452300") Double after) {}

    /** One metric. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "PilotMetricReport",
            requiredProperties = {"metric", "treated", "control", "verdict"})
    public record Metric(
            PilotMetric metric,
            Figures treated,
            Figures control,

            @Schema(description = "Absent when it cannot be computed")
            ReportedComparison comparison,

            @Schema(
                    description =
                            "How often a draw of the stores alone makes the changes differ as they do; absent when it cannot be computed")
            Draws randomisation,

            ReportedVerdict verdict,
            NotComputed notComputed) {}

    /** A randomisation test. */
    @Schema(
            name = "RandomisationTest",
            requiredProperties = {"pValue", "draws", "exact"})
    public record Draws(
            @Schema(examples = "0.02") double pValue,

            @Schema(description = "That were compared with the one made", examples = "10626")
            long draws,

            @Schema(description = "Whether these are all there are")
            boolean exact) {}

    /** A week of both groups, of a store. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PilotWeek", requiredProperties = "from")
    public record Week(
            @Schema(description = "Its first day") LocalDate from,

            @Schema(description = "Orders of a treated store", examples = "112.5")
            Double treated,

            @Schema(description = "Orders of another", examples = "98.1")
            Double control) {}

    /** @param told how many digits of a figure may be told */
    static Metric metric(
            PilotAnalysis it, StoreSales sales, PilotRequest request, double corrected, DoubleUnaryOperator told) {
        boolean enough = PilotAnalysis.told(it.metric(), sales);
        return new Metric(
                it.metric(),
                figures(it.metric(), sales.stores(true), request, enough, told),
                figures(it.metric(), sales.stores(false), request, enough, told),
                it.comparison() instanceof Computed.Value<Comparison>(Comparison comparison)
                        ? ReportedComparison.of(comparison, corrected, told)
                        : null,
                it.randomisation() instanceof Computed.Value<RandomisationTest>(RandomisationTest test)
                        ? new Draws(test.pValue(), test.draws(), test.exact())
                        : null,
                ReportedVerdict.of(ReportedVerdict.Subject.PILOT, it.comparison(), corrected, request.relevant()),
                it.comparison() instanceof Computed.Not<Comparison>(Why why) ? NotComputed.of(why) : null);
    }

    private static Figures figures(
            PilotMetric metric,
            List<StoreSales.Store> stores,
            PilotRequest request,
            boolean enough,
            DoubleUnaryOperator told) {
        Double before = enough ? PilotAnalysis.figure(metric, stores, false, request.span()) : null;
        Double after = enough ? PilotAnalysis.figure(metric, stores, true, request.span()) : null;
        return new Figures(
                before == null ? null : told.applyAsDouble(before), after == null ? null : told.applyAsDouble(after));
    }
}
