package dev.shuke.experiment;

import dev.shuke.experiment.StoreSales.Store;
import dev.shuke.experiment.StoreSales.Sums;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.DifferenceInDifferences;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.RandomisationTest;
import dev.shuke.experiment.statistics.SingleUnit;
import dev.shuke.experiment.statistics.Why;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One metric of the treated stores against that of the others, before and after, each store a unit.
 *
 * @param comparison by {@link DifferenceInDifferences}; of a single treated store by {@link SingleUnit}
 * @param randomisation of the stores' changes
 * @param pValue what the verdict goes by, if there is a comparison: with few stores in a group that of the draws, which
 *     assumes nothing
 */
record PilotAnalysis(
        PilotMetric metric,
        Computed<Comparison> comparison,
        Computed<RandomisationTest> randomisation,
        OptionalDouble pValue) {
    /** Below so many stores in a group Student's distribution is taken on trust. */
    static final int FEW_STORES = 10;

    /** The same answer each time. */
    private static final long SEED = 1;

    static PilotAnalysis of(PilotMetric metric, StoreSales sales, int weeks) {
        List<Store> control = sales.stores(false);
        List<Store> treated = sales.stores(true);
        Computed<RandomisationTest> randomisation = told(metric, sales)
                ? RandomisationTest.ofGroups(changes(metric, control, weeks), changes(metric, treated, weeks), SEED)
                : Computed.not(Why.TOO_FEW_UNITS);
        Computed<Comparison> comparison =
                told(metric, sales) ? compared(metric, control, treated, weeks) : Computed.not(Why.TOO_FEW_UNITS);
        boolean few = Math.min(control.size(), treated.size()) < FEW_STORES;
        return new PilotAnalysis(metric, comparison, randomisation, pValue(comparison, few ? randomisation : null));
    }

    private static OptionalDouble pValue(Computed<Comparison> comparison, Computed<RandomisationTest> draws) {
        if (!(comparison instanceof Computed.Value<Comparison>(Comparison it))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                draws instanceof Computed.Value<RandomisationTest>(RandomisationTest test)
                        ? test.pValue()
                        : it.pValue());
    }

    /** Whether in each group and period it is about enough members. */
    static boolean told(PilotMetric metric, StoreSales sales) {
        return sales.groups().isEmpty()
                || Stream.of(true, false)
                        .allMatch(treated ->
                                told(metric, sales.group(treated, true)) && told(metric, sales.group(treated, false)));
    }

    private static boolean told(PilotMetric metric, Sums sums) {
        return metric.members(sums) >= GroupFigures.LEAST;
    }

    private static Computed<Comparison> compared(
            PilotMetric metric, List<Store> control, List<Store> treated, int weeks) {
        if (treated.size() == 1) {
            return SingleUnit.compare(
                    changes(metric, control, weeks),
                    figure(metric, treated.getFirst().before(), weeks),
                    figure(metric, treated.getFirst().after(), weeks),
                    Interval.CONFIDENCE);
        }
        return metric.ratio()
                ? DifferenceInDifferences.ofRatios(
                        ratios(metric, control), ratios(metric, treated), Interval.CONFIDENCE)
                : DifferenceInDifferences.ofMeans(
                        means(metric, control, weeks), means(metric, treated, weeks), Interval.CONFIDENCE);
    }

    private static Moments means(PilotMetric metric, List<Store> stores, int weeks) {
        return Moments.ofColumns(
                column(stores, store -> metric.numerator(store.before()) / weeks),
                column(stores, store -> metric.numerator(store.after()) / weeks));
    }

    private static Moments ratios(PilotMetric metric, List<Store> stores) {
        return Moments.ofColumns(
                column(stores, store -> metric.numerator(store.before())),
                column(stores, store -> metric.denominator(store.before())),
                column(stores, store -> metric.numerator(store.after())),
                column(stores, store -> metric.denominator(store.after())));
    }

    private static double[] changes(PilotMetric metric, List<Store> stores, int weeks) {
        return column(stores, store -> figure(metric, store.after(), weeks) - figure(metric, store.before(), weeks));
    }

    private static double figure(PilotMetric metric, Sums sums, int weeks) {
        return metric.numerator(sums) / (metric.ratio() ? metric.denominator(sums) : weeks);
    }

    /** Of a group: the mean store's, or all stores' sum over their sum. Null where there is nothing to divide by. */
    static Double figure(PilotMetric metric, List<Store> stores, boolean after, int weeks) {
        double[] numerators = column(stores, store -> metric.numerator(after ? store.after() : store.before()));
        double[] denominators = column(
                stores, store -> metric.ratio() ? metric.denominator(after ? store.after() : store.before()) : weeks);
        double figure =
                Arrays.stream(numerators).sum() / Arrays.stream(denominators).sum();
        return Double.isFinite(figure) ? figure : null;
    }

    private static double[] column(List<Store> stores, ToDoubleFunction<Store> of) {
        return stores.stream().mapToDouble(of).toArray();
    }
}
