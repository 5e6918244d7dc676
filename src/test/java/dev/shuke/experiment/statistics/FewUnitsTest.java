package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FewUnitsTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /** Darwin's fifteen pairs of Zea mays, crossed less self-fertilised, in eighths of an inch. */
    private static final double[] DARWIN = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    /** Mice that survived surgery, in days: Efron and Tibshirani 1993, An Introduction to the Bootstrap, table 2.1. */
    private static final double[] MICE = {52, 104, 146, 10, 51, 30, 40, 27, 46};

    private static final double[] TREATED_MICE = {94, 197, 16, 38, 99, 141, 23};

    /** The lady tasting tea: Fisher 1935, chapter 2, as R's {@code ?fisher.test} has it; 17/35. */
    @Test
    void theLadyTastingTea() {
        assertThat(fisher(4, 3, 4, 1)).isCloseTo(17.0 / 35, EXACT);
    }

    /** Convictions of like-sex twins of criminals, as R's {@code ?fisher.test} has it; more digits: SciPy 1.17.1. */
    @Test
    void theConvictedTwins() {
        assertThat(fisher(17, 2, 13, 10)).isCloseTo(0.0005367, within(5e-8)).isCloseTo(0.0005367241191434358, EXACT);
        assertThat(fisher(34, 7, 34, 1)).isCloseTo(0.054400130495065674, EXACT);
    }

    @Test
    void fisherSaysWhyNot() {
        assertThat(FisherExact.pValue(new Proportion(5, 0), new Proportion(7, 0)))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(FisherExact.pValue(new Proportion(5, 5), new Proportion(7, 7)))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(FisherExact.pValue(new Proportion(0, 0), new Proportion(7, 7)))
                .isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(FisherExact.pValue(new Proportion(500_000_000, 5), new Proportion(500_000_000, 7)))
                .isEqualTo(Computed.not(Why.TOO_MANY_UNITS));
        assertThat(fisher(1, 1, 1, 0)).isEqualTo(1);
    }

    /** Fisher 1935, section 21: of the 32,768 ways, 863 make the sum as great as 314, and as many as small as −314. */
    @Test
    void darwinsPairs() {
        RandomisationTest test = RandomisationTest.ofPairs(DARWIN, 1).require();
        assertThat(Arrays.stream(DARWIN).sum()).isEqualTo(314);
        assertThat(test.draws()).isEqualTo(32_768);
        assertThat(test.exact()).isTrue();
        assertThat(test.pValue()).isEqualTo(2 * 863 / 32_768.0);
    }

    /** Student's t of the same: 2.148 and 4.97 %, Fisher 1935, chapter 3; more digits: SciPy 1.17.1. */
    @Test
    void darwinsPairsByStudent() {
        Comparison comparison =
                MatchedPairs.compare(new double[15], DARWIN, 0.95).require();
        assertThat(comparison.statistic()).isCloseTo(2.148, within(0.0005)).isCloseTo(2.1479874613311205, EXACT);
        assertThat(comparison.pValue()).isCloseTo(0.0497, within(0.00005)).isCloseTo(0.049702944021800866, EXACT);
    }

    /** Against SciPy 1.17.1, {@code permutation_test} of all 11,440 draws. */
    @Test
    void mice() {
        RandomisationTest test =
                RandomisationTest.ofGroups(MICE, TREATED_MICE, 1).require();
        assertThat(test.draws()).isEqualTo(11_440);
        assertThat(test.pValue()).isCloseTo(0.2783216783216783, EXACT);
    }

    @Test
    void manyDrawsAreSampledAndTheSeedDecides() {
        double[] more = DoubleStream.concat(
                        Arrays.stream(MICE), Arrays.stream(new double[] {47, 48, 49, 61, 70, 35, 33}))
                .toArray();
        double[] others = DoubleStream.concat(
                        Arrays.stream(TREATED_MICE), Arrays.stream(new double[] {55, 56, 57, 80, 81}))
                .toArray();
        RandomisationTest test = RandomisationTest.ofGroups(more, others, 7).require();
        assertThat(test.exact()).isFalse();
        assertThat(test).isEqualTo(RandomisationTest.ofGroups(more, others, 7).require());
        assertThat(test.pValue())
                .isCloseTo(RandomisationTest.ofGroups(more, others, 8).require().pValue(), within(0.01))
                .isNotZero();
    }

    /** By hand: ±1.6 of the first (4, for two of five units) and 15, −3 or −12 of the second; 16.6 was seen. */
    @Test
    void strataAreDrawnEachByItself() {
        RandomisationTest test = RandomisationTest.ofStrata(
                        List.of(
                                new RandomisationTest.Stratum(new double[] {1}, new double[] {5}),
                                new RandomisationTest.Stratum(new double[] {10, 20}, new double[] {40}),
                                new RandomisationTest.Stratum(new double[] {7}, new double[0])),
                        1)
                .require();
        assertThat(test.draws()).isEqualTo(6);
        assertThat(test.pValue()).isCloseTo(1 / 6.0, EXACT);
    }

    @Test
    void manyPairsAreSampled() {
        double[] twice = DoubleStream.concat(
                        Arrays.stream(DARWIN), Arrays.stream(DARWIN).limit(5))
                .toArray();
        RandomisationTest test = RandomisationTest.ofPairs(twice, 7).require();
        assertThat(test.exact()).isFalse();
        assertThat(test.pValue()).isCloseTo(exactly(twice), within(0.005));
    }

    @Test
    void aTestOfNothingSaysWhy() {
        assertThat(RandomisationTest.ofGroups(new double[0], MICE, 1)).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(RandomisationTest.ofGroups(new double[] {5.1, 5.1}, new double[] {5.1}, 1))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(RandomisationTest.ofGroups(new double[] {Double.NaN}, MICE, 1))
                .isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(RandomisationTest.ofPairs(new double[3], 1)).isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(RandomisationTest.ofPairs(new double[0], 1)).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(RandomisationTest.ofPairs(new double[] {1, Double.NaN}, 1))
                .isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(RandomisationTest.ofGroups(new double[] {1}, new double[] {2}, 1)
                        .require()
                        .pValue())
                .as("one against one tells nothing")
                .isEqualTo(1);
    }

    /** Of whole numbers, by counting the ways to each sum. */
    private static double exactly(double[] differences) {
        int reach = (int) Arrays.stream(differences).map(Math::abs).sum();
        double[] ways = new double[2 * reach + 1];
        ways[reach] = 1;
        for (double difference : differences) {
            double[] next = new double[ways.length];
            for (int sum = 0; sum < ways.length; sum++) {
                if (ways[sum] > 0) {
                    next[sum + (int) difference] += ways[sum] / 2;
                    next[sum - (int) difference] += ways[sum] / 2;
                }
            }
            ways = next;
        }
        double seen = Math.abs(Arrays.stream(differences).sum());
        double sum = 0;
        for (int i = 0; i < ways.length; i++) {
            sum += Math.abs(i - reach) >= seen ? ways[i] : 0;
        }
        return sum;
    }

    private static double fisher(long ofA, long a, long ofB, long b) {
        return FisherExact.pValue(new Proportion(ofA, a), new Proportion(ofB, b))
                .require();
    }
}
