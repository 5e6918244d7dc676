package dev.shuke.experiment;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.experiment.Outcomes.Cell;
import dev.shuke.experiment.ResultsView.Conclusion;
import dev.shuke.experiment.ResultsView.MetricResults;
import dev.shuke.experiment.ResultsView.MultipleExposureCheck;
import dev.shuke.experiment.ResultsView.PartResults;
import dev.shuke.experiment.ResultsView.SampleRatioCheck;
import dev.shuke.experiment.ResultsView.VariantUnits;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Correction;
import dev.shuke.experiment.statistics.MultipleExposure;
import dev.shuke.experiment.statistics.SampleRatio;
import dev.shuke.experiment.statistics.Verdict;
import dev.shuke.experiment.statistics.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes of what was counted what may be concluded. Takes up to seconds, so not on an event loop. */
final class Analysis {
    /** Of a breakdown: those that have most units. */
    private static final int MOST_PARTS = 50;

    private static final int LARGE_ENOUGH = 10;

    private final MeasuredExperiment experiment;
    private final ResultsQuery query;
    private final Outcomes outcomes;
    private final Figure figure;
    private final Cell[] variants;
    private final Computed<SampleRatio> sampleRatio;
    private final MultipleExposure exposure;

    private Analysis(MeasuredExperiment experiment, ResultsQuery query, Outcomes outcomes, boolean rounded) {
        this.experiment = experiment;
        this.query = query;
        this.outcomes = outcomes;
        this.figure = Figure.of(rounded);
        this.variants = byVariant(outcomes.variants());
        this.sampleRatio = sampleRatio();
        this.exposure = new MultipleExposure(outcomes.exposed(), outcomes.mixed());
    }

    static ResultsView of(MeasuredExperiment experiment, ResultsQuery query, Outcomes outcomes, boolean rounded) {
        return new Analysis(experiment, query, outcomes, rounded).view();
    }

    private ResultsView view() {
        List<MetricResults> metrics = metrics();
        return new ResultsView(
                experiment.id(),
                query.asOf(),
                figure.rounded(),
                query.variants().getFirst(),
                metrics.stream()
                        .filter(metric -> metric.role() == MetricRole.PRIMARY)
                        .flatMap(Analysis::verdicts)
                        .toList(),
                told(sampleRatio),
                new MultipleExposureCheck(
                        exposure.tooMany(),
                        figure.told(exposure.share()),
                        exposure.several() > 0 && exposure.several() < Figure.K
                                ? null
                                : Long.valueOf(figure.told(exposure.several()))),
                IntStream.range(0, variants.length).mapToObj(this::units).toList(),
                metrics,
                query.by() == null ? null : breakdown());
    }

    private static Stream<Conclusion> verdicts(MetricResults metric) {
        return metric.variants().stream()
                .filter(variant -> variant.comparison() != null)
                .map(variant -> new Conclusion(
                        variant.variant(),
                        variant.comparison().verdict().kind(),
                        variant.comparison().verdict().sentence()));
    }

    private Cell[] byVariant(List<Cell> cells) {
        Cell[] all = new Cell[query.variants().size()];
        cells.forEach(cell -> all[cell.variant()] = cell);
        return all;
    }

    /** A variant that lacks its units among so many is a mismatch and no small number. */
    private Computed<SampleRatio> sampleRatio() {
        long[] units = Arrays.stream(variants)
                .mapToLong(it -> it == null ? 0 : it.units())
                .toArray();
        if (experiment.ofStores()) {
            return SampleRatio.ofDrawn(
                    units,
                    Arrays.stream(variants)
                            .mapToLong(it -> it == null ? 0 : it.told())
                            .toArray());
        }
        List<SampleRatio.Sent> sent = sent(Arrays.stream(units).sum());
        boolean few = Arrays.stream(variants).filter(Analysis::enough).count() < variants.length;
        double fewest = Arrays.stream(SampleRatio.expected(sent)).min().orElseThrow();
        return few && fewest < LARGE_ENOUGH * Figure.K ? Computed.not(Why.TOO_FEW_UNITS) : SampleRatio.of(units, sent);
    }

    /** What units were sent by, and how many of them came. */
    private List<SampleRatio.Sent> sent(long units) {
        List<MeasuredExperiment.Split> splits = experiment.splits();
        List<Long> arrived = outcomes.arrived();
        return IntStream.range(0, splits.size())
                .mapToObj(i -> new SampleRatio.Sent(
                        arrived.isEmpty() ? i == 0 ? units : 0 : arrived.get(i),
                        splits.get(i).weights().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()))
                .toList();
    }

    private static boolean enough(Cell cell) {
        return cell != null && cell.people() >= Figure.K;
    }

    private SampleRatioCheck told(Computed<SampleRatio> ratio) {
        return ratio instanceof Computed.Value<SampleRatio>(SampleRatio found)
                ? new SampleRatioCheck(
                        found.mismatch(),
                        found.statistic() == null ? null : Double.valueOf(figure.told(found.statistic())),
                        figure.told(found.pValue()),
                        null)
                : new SampleRatioCheck(false, null, null, Figure.why(ratio));
    }

    private VariantUnits units(int variant) {
        return enough(variants[variant])
                ? new VariantUnits(query.variants().get(variant), false, figure.told(variants[variant].units()))
                : new VariantUnits(query.variants().get(variant), true, null);
    }

    /** The primary metric is corrected for its variants; all others together for all of theirs. */
    private List<MetricResults> metrics() {
        List<MetricComparisons> all = IntStream.range(0, query.metrics().size())
                .mapToObj(metric -> comparisons(metric, variants))
                .toList();
        Map<Boolean, List<MetricComparisons>> primary =
                all.stream().collect(Collectors.partitioningBy(MetricComparisons::primary));
        primary.values().forEach(metrics -> MetricComparisons.correct(metrics, Correction.HOLM));
        return all.stream().map(metric -> metric.told(this::verdict)).toList();
    }

    private MetricComparisons comparisons(int metric, Cell... cells) {
        return MetricComparisons.of(experiment, query, figure, metric, cells);
    }

    private Conclusion verdict(MetricComparisons metric, int variant) {
        Look look = metric.look();
        Verdict verdict = Verdict.of(new Verdict.Reading(
                query.variants().get(variant),
                MeasuredExperiment.goal(metric.definition()),
                sampleRatio,
                exposure,
                figure.told(Arrays.stream(variants)
                        .filter(Analysis::enough)
                        .mapToLong(Cell::units)
                        .sum()),
                look.least() * query.variants().size(),
                look.anytime(),
                experiment.relevantLift(),
                metric.compared().get(variant),
                metric.corrected(variant)));
        return new Conclusion(
                null,
                verdict.kind().name().toLowerCase(Locale.ROOT),
                new Bilingual(verdict.sentence().zh(), verdict.sentence().en()));
    }

    /** Each metric is corrected for all parts and variants. */
    private List<PartResults> breakdown() {
        List<String> parts = parts();
        List<List<MetricComparisons>> all = parts.stream()
                .map(part -> IntStream.range(0, query.metrics().size())
                        .mapToObj(metric -> comparisons(metric, cells(part)))
                        .toList())
                .toList();
        for (int i = 0; i < query.metrics().size(); i++) {
            int metric = i;
            MetricComparisons.correct(
                    all.stream().map(part -> part.get(metric)).toList(), Correction.BENJAMINI_HOCHBERG);
        }
        List<PartResults> told = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            told.add(new PartResults(
                    query.by(),
                    parts.get(part),
                    all.get(part).stream().map(it -> it.told(this::verdict)).toList()));
        }
        return told;
    }

    /** Null is one of them. */
    private List<String> parts() {
        Map<Optional<String>, Long> units = outcomes.cells().stream()
                .filter(Analysis::enough)
                .collect(Collectors.groupingBy(
                        cell -> Optional.ofNullable(cell.part()), Collectors.summingLong(Cell::units)));
        Set<Optional<String>> seen = new HashSet<>(units.keySet());
        return seen.stream()
                .sorted(Comparator.<Optional<String>>comparingLong(part -> -figure.told(units.get(part)))
                        .thenComparing(part -> part.orElse("")))
                .limit(MOST_PARTS)
                .map(part -> part.orElse(null))
                .toList();
    }

    private Cell[] cells(String part) {
        return byVariant(outcomes.cells().stream()
                .filter(cell -> Optional.ofNullable(cell.part()).equals(Optional.ofNullable(part)))
                .map(Cell::alone)
                .toList());
    }
}
