package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Whether as many units came to each variant as were sent there. If not, something decided with the draw who is counted, and
 * no result may be read: Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled experiments", KDD '19.
 * Pearson's chi-square test (1900), which needs five expected units of each variant. Where the weights were changed, observed
 * less expected is added up over the times between, and so are the covariances by which it is judged: Mantel 1963,
 * "Chi-square tests with one degree of freedom; extensions of the Mantel-Haenszel procedure", Journal of the American
 * Statistical Association 58, 690–700. Of one time that is Pearson's.
 *
 * @param statistic chi-square; null of an exact test
 * @param degreesOfFreedom variants less one
 */
public record SampleRatio(Double statistic, int degreesOfFreedom, double pValue) {
    /** So low, since it is asked every day and of every experiment. */
    public static final double ALERT = 0.001;

    private static final double LEAST_EXPECTED = 5;

    public boolean mismatch() {
        return pValue < ALERT;
    }

    /**
     * Units that came, to whatever variant, while the weights were in force.
     *
     * @param weights as planned, above 0, in any unit, of at least two variants
     */
    public record Sent(long units, double[] weights) {
        public Sent {
            if (weights.length < 2 || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
                throw new IllegalArgumentException("a weight above 0 for each of at least two variants");
            }
        }

        private double share(int variant) {
            return weights[variant] / Arrays.stream(weights).sum();
        }

        /** What a share leaves, without taking it off 1, which would leave nothing of a small rest. */
        private double rest(int variant) {
            return IntStream.range(0, weights.length)
                    .filter(i -> i != variant)
                    .mapToDouble(this::share)
                    .sum();
        }
    }

    /**
     * @param units exposed to each variant, at least two variants
     * @param weights as planned, above 0, in any unit
     */
    public static Computed<SampleRatio> of(long[] units, double[] weights) {
        return of(units, List.of(new Sent(Arrays.stream(units).sum(), weights)));
    }

    /**
     * @param units exposed to each variant
     * @param sent all of them, by the weights in force when they were exposed first
     */
    public static Computed<SampleRatio> of(long[] units, List<Sent> sent) {
        double[] expected = expected(sent);
        if (units.length != expected.length) {
            throw new IllegalArgumentException("as many weights as variants");
        }
        if (Arrays.stream(expected).anyMatch(it -> it < LEAST_EXPECTED)) {
            return Computed.not(Why.TOO_FEW_UNITS);
        }
        int[] others = allButLargest(expected);
        int degrees = others.length;
        RealVector apart = new ArrayRealVector(
                Arrays.stream(others).mapToDouble(i -> units[i] - expected[i]).toArray());
        RealVector solved =
                new CholeskyDecomposition(covariances(sent, others)).getSolver().solve(apart);
        double statistic = Math.max(0, apart.dotProduct(solved));
        return Computed.of(new SampleRatio(statistic, degrees, Tails.chiSquareAbove(statistic, degrees)));
    }

    /** Of each variant. */
    public static double[] expected(List<Sent> sent) {
        double[] expected = new double[sent.getFirst().weights().length];
        sent.forEach(one -> Arrays.setAll(expected, i -> expected[i] + one.units() * one.share(i)));
        return expected;
    }

    /** Whose units are what is left by the others. */
    private static int[] allButLargest(double[] expected) {
        int largest = IntStream.range(0, expected.length)
                .reduce((one, other) -> expected[other] > expected[one] ? other : one)
                .orElseThrow();
        return IntStream.range(0, expected.length).filter(i -> i != largest).toArray();
    }

    private static RealMatrix covariances(List<Sent> sent, int[] variants) {
        RealMatrix sums = new Array2DRowRealMatrix(variants.length, variants.length);
        for (Sent one : sent) {
            for (int i = 0; i < variants.length; i++) {
                sums.addToEntry(i, i, one.units() * one.share(variants[i]) * one.rest(variants[i]));
                for (int j = 0; j < i; j++) {
                    double together = one.units() * one.share(variants[i]) * one.share(variants[j]);
                    sums.addToEntry(i, j, -together);
                    sums.addToEntry(j, i, -together);
                }
            }
        }
        return sums;
    }

    /**
     * Of units that are all known beforehand, such as stores: whether those that nothing was heard of are spread as the draw
     * lets expect. Fisher's exact test of each variant against the first, corrected by Holm.
     *
     * @param drawn for each variant
     * @param heard of those: that brought any figure
     */
    public static Computed<SampleRatio> ofDrawn(long[] drawn, long[] heard) {
        if (Arrays.stream(drawn).anyMatch(units -> units < 1)) {
            return Computed.not(Why.NO_UNITS);
        }
        double[] pValues = IntStream.range(1, drawn.length)
                .mapToDouble(i ->
                        FisherExact.pValue(new Proportion(drawn[0], heard[0]), new Proportion(drawn[i], heard[i]))
                                        instanceof Computed.Value<Double>(Double p)
                                ? p
                                : 1)
                .toArray();
        double least = Arrays.stream(Correction.HOLM.corrected(pValues)).min().orElse(1);
        return Computed.of(new SampleRatio(null, drawn.length - 1, least));
    }
}
