package dev.shuke.experiment.statistics;

import java.util.Arrays;

/**
 * Whether as many units came to each variant as were sent there. If not, something decided with the draw who is counted, and
 * no result may be read: Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled experiments", KDD '19.
 * Pearson's chi-square test (1900), which needs five expected units of each variant.
 *
 * @param statistic chi-square
 * @param degreesOfFreedom variants less one
 */
public record SampleRatio(double statistic, int degreesOfFreedom, double pValue) {
    /** So low, since it is asked every day and of every experiment. */
    public static final double ALERT = 0.001;

    private static final double LEAST_EXPECTED = 5;

    public boolean mismatch() {
        return pValue < ALERT;
    }

    /**
     * @param units exposed to each variant, at least two variants
     * @param weights as planned, above 0, in any unit
     */
    public static Computed<SampleRatio> of(long[] units, double[] weights) {
        if (units.length != weights.length
                || units.length < 2
                || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
            throw new IllegalArgumentException("a weight above 0 for each of at least two variants");
        }
        double all = Arrays.stream(units).asDoubleStream().sum();
        double weight = Arrays.stream(weights).sum();
        double statistic = 0;
        for (int i = 0; i < units.length; i++) {
            double expected = all * weights[i] / weight;
            if (expected < LEAST_EXPECTED) {
                return Computed.not(Why.TOO_FEW_UNITS);
            }
            statistic += (units[i] - expected) * (units[i] - expected) / expected;
        }
        int degrees = units.length - 1;
        return Computed.of(new SampleRatio(statistic, degrees, Tails.chiSquareAbove(statistic, degrees)));
    }
}
