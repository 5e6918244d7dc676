package dev.shuke.experiment;

import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Cuped;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.FisherExact;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.Proportion;
import dev.shuke.experiment.statistics.Quantile;
import dev.shuke.experiment.statistics.RatioMetric;
import dev.shuke.experiment.statistics.TwoProportions;
import dev.shuke.experiment.statistics.Why;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One metric of all variants, and of each against control.
 *
 * @param adjusted whether the numbers of the days before are among each variant's
 * @param variants in the experiment's order, control first; null for one of too few units to be told of
 */
record MetricAnalysis(MetricDefinition metric, boolean adjusted, boolean ofStores, Look look, List<Numbers> variants) {
    /** The z-test holds from so many expected in each of the four groups: Cochran 1954, Biometrics 10(4), 417–451. */
    private static final double LEAST_EXPECTED = 5;

    /**
     * Of each variant.
     *
     * @param varianceReduction what the days before took off the variance, as a share; null where nothing was taken off
     */
    record Figures(List<Computed<Estimate>> estimates, Double varianceReduction) {}

    Figures figures() {
        List<Computed<Estimate>> plain = variants.stream().map(this::estimate).toList();
        return adjusted ? adjusted(plain) : new Figures(plain, null);
    }

    /** Of a plain proportion only. */
    Computed<Interval> interval(int variant) {
        return counted(variant).interval(look.confidence());
    }

    /** Whether units that did it are counted, and nothing else is known of them. */
    boolean plainProportion() {
        boolean whether = metric.type() == MetricType.PROPORTION || metric.type() == MetricType.RETENTION;
        return whether && !ofStores;
    }

    /** @param figures of {@link #figures} */
    Computed<Comparison> compare(int variant, Figures figures) {
        if (variants.getFirst() == null || variants.get(variant) == null) {
            return Computed.not(Why.TOO_FEW_UNITS);
        }
        if (byCounts(figures)) {
            return TwoProportions.compare(counted(0), counted(variant), look.confidence())
                    .map(compared -> exact(compared, counted(0), counted(variant)));
        }
        Computed<Comparison> compared = Computed.all(List.of(
                        figures.estimates().getFirst(), figures.estimates().get(variant)))
                .then(both -> look.compare(both.getFirst(), both.getLast()));
        return ofStores && look.kind() == PlanKind.FIXED && figures.varianceReduction() == null
                ? compared.map(it -> StoreRandomisation.of(this, variant).apply(it))
                : compared;
    }

    /** For people who want to look it up. */
    String method(Figures figures) {
        String method = look.method(byCounts(figures));
        return figures.varianceReduction() == null ? method : method + "_cuped";
    }

    private boolean byCounts(Figures figures) {
        return plainProportion() && look.kind() == PlanKind.FIXED && figures.varianceReduction() == null;
    }

    /** Successes and failures that are too few for the z-test are counted out. */
    private static Comparison exact(Comparison compared, Proportion control, Proportion variant) {
        double units = (double) control.units() + variant.units();
        double rarer =
                Math.min(control.successes() + variant.successes(), units - control.successes() - variant.successes());
        boolean few = rarer * Math.min(control.units(), variant.units()) / units < LEAST_EXPECTED;
        return few && FisherExact.pValue(control, variant) instanceof Computed.Value<Double>(Double p)
                ? with(compared, p)
                : compared;
    }

    static Comparison with(Comparison compared, double pValue) {
        return new Comparison(
                compared.difference(),
                compared.standardError(),
                compared.interval(),
                compared.statistic(),
                compared.degreesOfFreedom(),
                pValue,
                compared.lift());
    }

    private Computed<Estimate> estimate(Numbers numbers) {
        if (numbers == null) {
            return Computed.not(Why.TOO_FEW_UNITS);
        }
        if (plainProportion()) {
            return proportion(numbers.moments()).estimate();
        }
        return switch (metric.type()) {
            case RATIO, PROPORTION, RETENTION -> RatioMetric.estimate(numbers.moments());
            case QUANTILE -> quantile(numbers);
            case MEAN, REVENUE, ROI -> numbers.moments().estimate();
        };
    }

    private Computed<Estimate> quantile(Numbers numbers) {
        long units = numbers.moments().units();
        Double[] found = numbers.quantile();
        return found == null || Objects.isNull(found[1]) || Objects.isNull(found[2])
                ? Computed.not(Why.TOO_FEW_UNITS)
                : Quantile.ranks(units, metric.quantile(), Interval.CONFIDENCE)
                        .then(ranks -> Quantile.estimate(units, ranks, found[0], found[1], found[2]));
    }

    /** Where the days before say nothing, or somebody has too few units, nothing is taken off. */
    private Figures adjusted(List<Computed<Estimate>> plain) {
        List<Moments> told =
                variants.stream().filter(Objects::nonNull).map(Numbers::moments).toList();
        boolean ratio = metric.type() == MetricType.RATIO || ofStores && metric.type() == MetricType.PROPORTION;
        Computed<Cuped.Adjusted> adjusted = ratio ? Cuped.ratios(told) : Cuped.means(told);
        return switch (adjusted) {
            case Computed.Not<Cuped.Adjusted> _ -> new Figures(plain, null);
            case Computed.Value<Cuped.Adjusted>(Cuped.Adjusted all) ->
                new Figures(spread(all.variants()), all.varianceReduction());
        };
    }

    private List<Computed<Estimate>> spread(List<Estimate> told) {
        Iterator<Estimate> next = told.iterator();
        List<Computed<Estimate>> all = new ArrayList<>();
        IntStream.range(0, variants.size())
                .forEach(i ->
                        all.add(variants.get(i) == null ? Computed.not(Why.TOO_FEW_UNITS) : Computed.of(next.next())));
        return all;
    }

    Proportion counted(int variant) {
        return proportion(variants.get(variant).moments());
    }

    private static Proportion proportion(Moments moments) {
        return new Proportion(moments.units(), Math.round(moments.mean(0) * moments.units()));
    }
}
