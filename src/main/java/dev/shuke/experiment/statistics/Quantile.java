package dev.shuke.experiment.statistics;

import org.hipparchus.special.Beta;

/**
 * A quantile of one variant, from three of its sorted values. The value interpolates (Hyndman and Fan 1996, The American
 * Statistician 50(4), type 7: what SQL's {@code percentile_cont} does); how far it may be off is read from the two values
 * between which the quantile lies whatever the distribution (Conover 1999, Practical Nonparametric Statistics, 3rd ed.,
 * section 3.2), as Price and Bonett 2001, Journal of Statistical Computation and Simulation 68(3), 295–305, do for the
 * median.
 *
 * <p>The units are independent of each other; where one brings several values, take a mean of them first.
 * Where most values are the same, as the zeros of those who bought nothing, a quantile among them does not vary at all.
 */
public final class Quantile {
    /** Above so many units the binomial distribution is a normal one to every digit that matters here. */
    private static final long NORMAL_FROM = 1_000_000;

    private Quantile() {}

    /**
     * The places of two values in ascending order, the first being 1.
     *
     * @param confidence how often the quantile lies between them: at least what was asked for, up to the normal
     *     approximation of the ranks
     */
    public record Ranks(long lower, long upper, double confidence) {}

    /**
     * How far the ranks are from the quantile's own, in its standard deviations √(n q (1 − q)): for whoever reads the values
     * where they are.
     */
    public static double reach(double confidence) {
        return Tails.normalMultiplier(confidence);
    }

    /** Which values to read; none where even the least and the greatest do not enclose the quantile often enough. */
    public static Computed<Ranks> ranks(long units, double quantile, double confidence) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1");
        }
        if (units < 1) {
            return Computed.not(Why.NO_UNITS);
        }
        double reach = reach(confidence) * Math.sqrt(units * quantile * (1 - quantile));
        long lower = (long) Math.floor(units * quantile - reach);
        long upper = (long) Math.ceil(units * quantile + reach) + 1;
        return lower < 1 || upper > units
                ? Computed.not(Why.TOO_FEW_UNITS)
                : Computed.of(
                        new Ranks(lower, upper, below(upper - 1, units, quantile) - below(lower - 1, units, quantile)));
    }

    /**
     * @param value the quantile itself
     * @param lower the value at {@link Ranks#lower}, {@code upper} likewise
     */
    public static Computed<Estimate> estimate(long units, Ranks ranks, double value, double lower, double upper) {
        double multiplier = Tails.normalMultiplier(ranks.confidence());
        double error = (upper - lower) / (2 * multiplier);
        return Estimate.of(units, value, error * error);
    }

    /** Of all the values in ascending order. */
    public static Computed<Estimate> estimate(double[] sorted, double quantile) {
        return ranks(sorted.length, quantile, Interval.CONFIDENCE)
                .then(ranks -> estimate(
                        sorted.length,
                        ranks,
                        value(sorted, quantile),
                        sorted[(int) ranks.lower() - 1],
                        sorted[(int) ranks.upper() - 1]));
    }

    /** The quantile, and the values at the lower and the upper rank; null where there is none. */
    public static Double[] read(double[] sorted, double quantile) {
        return ranks(sorted.length, quantile, Interval.CONFIDENCE) instanceof Computed.Value<Ranks>(Ranks ranks)
                ? new Double[] {
                    value(sorted, quantile), sorted[(int) ranks.lower() - 1], sorted[(int) ranks.upper() - 1]
                }
                : new Double[3];
    }

    /** @param sorted ascending, at least one */
    static double value(double[] sorted, double quantile) {
        double place = (sorted.length - 1) * quantile;
        int below = (int) place;
        double above = below + 1 < sorted.length ? sorted[below + 1] : sorted[below];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }

    /** P(X ≤ successes) of a binomial X. */
    private static double below(long successes, long units, double probability) {
        if (units >= NORMAL_FROM) {
            double deviation = Math.sqrt(units * probability * (1 - probability));
            return Tails.normalAbove((units * probability - successes - 0.5) / deviation);
        }
        return successes >= units ? 1 : Beta.regularizedBeta(1 - probability, units - successes, successes + 1.0);
    }
}
