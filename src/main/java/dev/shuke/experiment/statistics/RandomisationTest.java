package dev.shuke.experiment.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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

    /** A difference as large as the one seen, but for rounding, counts. */
    private static final double ROUNDING = 1e-11;

    /** Units among which so many were drawn for the variant, whatever was drawn elsewhere. */
    public record Stratum(double[] baseline, double[] variant) {
        int units() {
            return baseline.length + variant.length;
        }
    }

    /**
     * Of units drawn without pairs or strata.
     *
     * @param seed for the draws of the test, where not all are counted; the same seed, the same answer
     */
    public static Computed<RandomisationTest> ofGroups(double[] baseline, double[] variant, long seed) {
        return ofStrata(List.of(new Stratum(baseline, variant)), seed);
    }

    /** Of pairs of which one was drawn: each difference might as well have the other sign. */
    public static Computed<RandomisationTest> ofPairs(double[] differences, long seed) {
        return ofStrata(
                Arrays.stream(differences)
                        .mapToObj(difference -> new Stratum(new double[] {0}, new double[] {difference}))
                        .toList(),
                seed);
    }

    /** By the mean of the strata's differences, each with the share of its units. One without either group says nothing. */
    public static Computed<RandomisationTest> ofStrata(List<Stratum> strata, long seed) {
        List<Stratum> drawn = strata.stream()
                .filter(it -> it.baseline().length > 0 && it.variant().length > 0)
                .toList();
        int units = drawn.stream().mapToInt(Stratum::units).sum();
        if (units == 0 || units > MOST_UNITS) {
            return Computed.not(units == 0 ? Why.NO_UNITS : Why.TOO_MANY_UNITS);
        }
        List<Draw> draws = drawn.stream().map(it -> Draw.of(it, units)).toList();
        double scale = draws.stream().mapToDouble(Draw::scale).sum();
        double level = draws.stream().mapToDouble(Draw::level).sum();
        if (!Double.isFinite(scale + level)) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        if (scale <= ROUNDING * level || scale == 0) {
            return Computed.not(Why.NO_VARIATION);
        }
        double seen = Math.abs(draws.stream().mapToDouble(Draw::seen).sum()) - ROUNDING * scale;
        double ways = draws.stream().mapToDouble(Draw::ways).reduce(1, (x, y) -> x * y);
        return Computed.of(ways <= MOST_COUNTED ? counted(draws, seen) : sampled(draws, seen, seed));
    }

    private static RandomisationTest counted(List<Draw> draws, double seen) {
        double[] sums = {0};
        for (Draw draw : draws) {
            double[] before = sums;
            sums = draw.differences()
                    .flatMap(one -> Arrays.stream(before).map(sum -> sum + one))
                    .toArray();
        }
        long asFar = Arrays.stream(sums).filter(sum -> Math.abs(sum) >= seen).count();
        return new RandomisationTest((double) asFar / sums.length, sums.length, true);
    }

    private static RandomisationTest sampled(List<Draw> draws, double seen, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long asFar = 1;
        for (int i = 0; i < SAMPLED; i++) {
            double sum = 0;
            for (Draw draw : draws) {
                sum += draw.again(random);
            }
            asFar += Math.abs(sum) >= seen ? 1 : 0;
        }
        return new RandomisationTest(asFar / (SAMPLED + 1.0), SAMPLED, false);
    }

    /**
     * @param values less their mean and scaled, so that the sum of those drawn is the stratum's part of the difference; first
     *     those that were drawn
     * @param level of what they were before their mean was taken off, in the same scale
     */
    private record Draw(double[] values, int drawn, double level) {
        static Draw of(Stratum stratum, int allUnits) {
            double[] values = DoubleStream.concat(Arrays.stream(stratum.variant()), Arrays.stream(stratum.baseline()))
                    .toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double share = (double) values.length / allUnits;
            double factor = share * (1.0 / stratum.variant().length + 1.0 / stratum.baseline().length);
            double[] scaled =
                    Arrays.stream(values).map(value -> (value - mean) * factor).toArray();
            return new Draw(scaled, stratum.variant().length, Math.abs(mean) * factor * values.length);
        }

        double scale() {
            return Arrays.stream(values).map(Math::abs).sum();
        }

        double seen() {
            return Arrays.stream(values, 0, drawn).sum();
        }

        double ways() {
            return CombinatoricsUtils.binomialCoefficientDouble(values.length, drawn);
        }

        /** Of every way to draw. */
        DoubleStream differences() {
            List<Double> differences = new ArrayList<>();
            Iterator<int[]> each = CombinatoricsUtils.combinationsIterator(values.length, drawn);
            while (each.hasNext()) {
                differences.add(Arrays.stream(each.next())
                        .mapToDouble(unit -> values[unit])
                        .sum());
            }
            return differences.stream().mapToDouble(difference -> difference);
        }

        /** Draws anew: a shuffle of the places of those drawn. */
        double again(SplittableRandom random) {
            double sum = 0;
            for (int place = 0; place < drawn; place++) {
                int from = random.nextInt(place, values.length);
                double value = values[from];
                values[from] = values[place];
                values[place] = value;
                sum += value;
            }
            return sum;
        }
    }
}
