package dev.shuke.experiment.statistics;

import java.util.Arrays;

/**
 * The largest values cut down to a cap, so that one wholesale order does not decide an experiment (Tukey 1962, "The future
 * of data analysis", Annals of Mathematical Statistics 33, 1–67). One cap for all variants, of all their units
 * together: a cap of each variant's own would take away part of the effect.
 */
public final class Winsorising {
    /** One unit in a thousand is cut. */
    public static final double QUANTILE = 0.999;

    private Winsorising() {}

    /** The cap: that quantile of all values, the zeros of units without any among them. */
    public static Computed<Double> cap(double[] sortedOfAllVariants, double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1");
        }
        if (sortedOfAllVariants.length == 0) {
            return Computed.not(Why.NO_UNITS);
        }
        double cap = Quantile.value(sortedOfAllVariants, quantile);
        return Double.isFinite(cap) ? Computed.of(cap) : Computed.not(Why.NOT_A_NUMBER);
    }

    public static double[] capped(double[] values, double cap) {
        return Arrays.stream(values).map(value -> Math.min(value, cap)).toArray();
    }
}
