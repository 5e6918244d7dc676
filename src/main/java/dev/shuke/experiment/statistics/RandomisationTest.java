package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * How often the draw alone makes the means differ as they do: Fisher 1935, The Design of Experiments, section 21; Rosenbaum
 * 2002, Observational Studies, chapter 2. Assumes nothing of any distribution, which is why it is there for a handful of
 * stores. All draws are counted where they are few, else {@value #SAMPLED} of them are drawn.
 *
 * @param pValue two-sided, by the difference of the means; of drawn draws as Phipson and Smyth 2010, Statistical Applications
 *     in Genetics and Molecular Biology 9(1), 39, so never 0
 * @param draws that were compared with the one made; with few of them no p-value is below 1 ÷ draws
 * @param exact whether these are all
 */
public record RandomisationTest(double pValue, long draws, boolean exact) {
    /** With more of them the tests that assume large samples are as good. */
    public static final int MOST_UNITS = 1_000;

    private static final long MOST_COUNTED = 200_000;
    private static final int SAMPLED = 99_999;
    private static final int MOST_PAIRS_COUNTED = 17;

    /** A difference as large as the one seen, but for rounding, counts. */
    private static final double ROUNDING = 1e-11;

    /**
     * Of units drawn without pairs or blocks.
     *
     * @param seed for the draws of the test, where not all are counted; the same seed, the same answer
     */
    public static Computed<RandomisationTest> ofGroups(double[] baseline, double[] variant, long seed) {
        if (baseline.length == 0 || variant.length == 0) {
            return Computed.not(Why.NO_UNITS);
        }
        if (baseline.length + variant.length > MOST_UNITS) {
            return Computed.not(Why.TOO_MANY_UNITS);
        }
        double[] all = DoubleStream.concat(Arrays.stream(variant), Arrays.stream(baseline))
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double[] centred = Arrays.stream(all).map(value -> value - mean).toArray();
        double scale = Arrays.stream(centred).map(Math::abs).sum();
        if (!Double.isFinite(scale)) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        if (scale <= ROUNDING * Math.abs(mean) || scale == 0) {
            return Computed.not(Why.NO_VARIATION);
        }
        // The sum over the variant's units says as much as the difference of the means, the sum of all being 0.
        double seen = Math.abs(Arrays.stream(centred, 0, variant.length).sum()) - ROUNDING * scale;
        return Computed.of(
                combinations(all.length, variant.length) <= MOST_COUNTED
                        ? counted(centred, variant.length, seen)
                        : sampled(centred, variant.length, seen, new SplittableRandom(seed)));
    }

    /** Of pairs of which one was drawn: each difference might as well have the other sign. */
    public static Computed<RandomisationTest> ofPairs(double[] differences, long seed) {
        double scale = Arrays.stream(differences).map(Math::abs).sum();
        if (differences.length == 0 || differences.length > MOST_UNITS) {
            return Computed.not(differences.length == 0 ? Why.NO_UNITS : Why.TOO_MANY_UNITS);
        }
        if (!Double.isFinite(scale) || scale == 0) {
            return Computed.not(scale == 0 ? Why.NO_VARIATION : Why.NOT_A_NUMBER);
        }
        double seen = Math.abs(Arrays.stream(differences).sum()) - ROUNDING * scale;
        return Computed.of(
                differences.length <= MOST_PAIRS_COUNTED
                        ? countedSigns(differences, seen)
                        : sampledSigns(differences, seen, new SplittableRandom(seed)));
    }

    private static double combinations(int units, int drawn) {
        return CombinatoricsUtils.binomialCoefficientDouble(units, drawn);
    }

    private static RandomisationTest counted(double[] values, int drawn, double seen) {
        long draws = 0;
        long asFar = 0;
        Iterator<int[]> each = CombinatoricsUtils.combinationsIterator(values.length, drawn);
        while (each.hasNext()) {
            double sum = 0;
            for (int unit : each.next()) {
                sum += values[unit];
            }
            draws++;
            asFar += Math.abs(sum) >= seen ? 1 : 0;
        }
        return new RandomisationTest((double) asFar / draws, draws, true);
    }

    private static RandomisationTest sampled(double[] values, int drawn, double seen, SplittableRandom random) {
        double[] shuffled = values.clone();
        long asFar = 1;
        for (int draw = 0; draw < SAMPLED; draw++) {
            double sum = 0;
            for (int place = 0; place < drawn; place++) {
                int from = random.nextInt(place, shuffled.length);
                double value = shuffled[from];
                shuffled[from] = shuffled[place];
                shuffled[place] = value;
                sum += value;
            }
            asFar += Math.abs(sum) >= seen ? 1 : 0;
        }
        return new RandomisationTest(asFar / (SAMPLED + 1.0), SAMPLED, false);
    }

    private static RandomisationTest countedSigns(double[] differences, double seen) {
        long draws = 1L << differences.length;
        long asFar = 0;
        for (long signs = 0; signs < draws; signs++) {
            asFar += Math.abs(signed(differences, signs)) >= seen ? 1 : 0;
        }
        return new RandomisationTest((double) asFar / draws, draws, true);
    }

    private static RandomisationTest sampledSigns(double[] differences, double seen, SplittableRandom random) {
        long asFar = 1;
        for (int draw = 0; draw < SAMPLED; draw++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            asFar += Math.abs(sum) >= seen ? 1 : 0;
        }
        return new RandomisationTest(asFar / (SAMPLED + 1.0), SAMPLED, false);
    }

    private static double signed(double[] differences, long signs) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }
}
