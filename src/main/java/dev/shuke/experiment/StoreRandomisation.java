package dev.shuke.experiment;

import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.Outcomes.StoreNumbers;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.RandomisationTest;
import dev.shuke.experiment.statistics.RandomisationTest.Stratum;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Of few stores the draw itself says how likely a difference is: within the pairs or strata in which they were drawn. The
 * interval stays that of the cluster-robust test.
 */
final class StoreRandomisation {
    /** With more stores the test that assumes many is as good. */
    private static final int FEW = 40;

    private static final long SEED = 7;

    private StoreRandomisation() {}

    static UnaryOperator<Comparison> of(MetricAnalysis analysis, int variant) {
        List<StoreNumbers> control = each(analysis, 0);
        List<StoreNumbers> treated = each(analysis, variant);
        if (control.size() + treated.size() > FEW) {
            return UnaryOperator.identity();
        }
        SortedSet<Integer> blocks = new TreeSet<>();
        Stream.concat(control.stream(), treated.stream()).forEach(store -> blocks.add(store.block()));
        double ratio = ratio(control, treated);
        List<Stratum> strata = blocks.stream()
                .map(block -> new Stratum(values(control, block, ratio), values(treated, block, ratio)))
                .toList();
        return RandomisationTest.ofStrata(strata, SEED)
                        instanceof Computed.Value<RandomisationTest>(RandomisationTest test)
                ? compared -> MetricAnalysis.with(compared, test.pValue())
                : UnaryOperator.identity();
    }

    private static List<StoreNumbers> each(MetricAnalysis analysis, int variant) {
        Numbers numbers = analysis.variants().get(variant);
        return numbers.each();
    }

    /** Of all stores, by which a numerator is compared with what its denominator lets expect; 0 of one number. */
    private static double ratio(List<StoreNumbers> control, List<StoreNumbers> treated) {
        List<StoreNumbers> all = Stream.concat(control.stream(), treated.stream())
                .filter(store -> store.ratio())
                .toList();
        double denominator =
                all.stream().mapToDouble(store -> store.numbers()[1]).sum();
        return denominator == 0
                ? 0
                : all.stream().mapToDouble(store -> store.numbers()[0]).sum() / denominator;
    }

    private static double[] values(List<StoreNumbers> stores, int block, double ratio) {
        return stores.stream()
                .filter(store -> store.block() == block)
                .mapToDouble(
                        store -> store.ratio() ? store.numbers()[0] - ratio * store.numbers()[1] : store.numbers()[0])
                .toArray();
    }
}
