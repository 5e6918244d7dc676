package dev.shuke.experiment.statistics;

import java.util.List;

/**
 * What it costs that whole stores are assigned and their members are alike.
 *
 * @param clusters stores
 * @param meanSize members of a store
 * @param sizeVariation of the sizes: their standard deviation ÷ their mean
 * @param correlation of two members of one store (ICC), one-way analysis of variance: Donner 1986, International Statistical
 *     Review 54(1), 67–82. Below 0 where stores differ less than chance would have it
 */
public record ClusterDesign(int clusters, double meanSize, double sizeVariation, double correlation) {

    /** From each store's members: moments of one number. */
    public static Computed<ClusterDesign> of(List<Moments> stores) {
        List<Moments> filled =
                stores.stream().filter(store -> store.units() > 0).toList();
        int k = filled.size();
        double all = filled.stream().mapToDouble(Moments::units).sum();
        if (k < 2 || all <= k) {
            return Computed.not(k < 1 ? Why.NO_UNITS : Why.ONE_UNIT);
        }
        double mean = filled.stream().mapToDouble(s -> s.units() * s.mean(0)).sum() / all;
        double between = filled.stream()
                        .mapToDouble(s -> s.units() * (s.mean(0) - mean) * (s.mean(0) - mean))
                        .sum()
                / (k - 1);
        double within = filled.stream().mapToDouble(ClusterDesign::squares).sum() / (all - k);
        double squaredSizes =
                filled.stream().mapToDouble(s -> (double) s.units() * s.units()).sum();
        double usualSize = (all - squaredSizes / all) / (k - 1);
        double correlation = (between - within) / (between + (usualSize - 1) * within);
        double meanSize = all / k;
        double spread = Math.sqrt(Math.max(0, squaredSizes - all * meanSize) / (k - 1));
        return between == 0 && within == 0
                ? Computed.not(Why.NO_VARIATION)
                : Computed.finite(new ClusterDesign(k, meanSize, spread / meanSize, correlation), correlation);
    }

    /**
     * How many times the members of an experiment that assigns members: 1 + ((1 + CV²) m − 1) ICC. Eldridge, Ashby and Kerry
     * 2006, International Journal of Epidemiology 35(5), 1292–1300; of equal sizes Kish 1965, Survey Sampling. At least 1.
     */
    public double designEffect() {
        return Math.max(1, 1 + ((1 + sizeVariation * sizeVariation) * meanSize - 1) * correlation);
    }

    /** Stores instead of so many members assigned one by one; at least two. */
    public long clustersFor(double members) {
        return Math.max(2, (long) Math.ceil(members * designEffect() / meanSize));
    }

    private static double squares(Moments store) {
        return store.units() < 2 ? 0 : (store.units() - 1) * store.covariance(0, 0);
    }
}
