package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final double[] FIFTHS = {0.2, 0.4, 0.6, 0.8, 1};

    /**
     * The example of GrowthBook's own tests (gbstats, {@code TestSequentialTTest.test_sequential_test_runs}): 3,000 and 3,461
     * units, difference 0.50336 with deviation 0.33341, tuned for 1,000: −0.55844 to 1.56516, p 1.
     */
    @Test
    void confidenceSequenceAsGrowthBookHasIt() {
        double variance = 0.33341 * 0.33341 / 2;
        Comparison comparison = ConfidenceSequence.compare(
                        new Estimate(3000, 1, variance, 2999), new Estimate(3461, 1.50336, variance, 3460), 0.95, 1000)
                .require();
        assertThat(comparison.interval().lower()).isCloseTo(-0.55844, within(0.00002));
        assertThat(comparison.interval().upper()).isCloseTo(1.56516, within(0.00002));
        assertThat(comparison.pValue()).isEqualTo(1);
    }

    /** The p-value is the level at which the interval of that level just touches zero. */
    @Test
    void pValueAndConfidenceSequenceAgree() {
        Estimate a = new Estimate(5000, 10, 0.01, 4999);
        Estimate b = new Estimate(5000, 10.7, 0.02, 4999);
        double tunedAt = 0.05;
        Comparison comparison =
                ConfidenceSequence.compare(a, b, 1 - tunedAt, 8000).require();
        double logs = -2 * Math.log(tunedAt);
        double weight = 10_000 * (logs + Math.log(logs + 1)) / 8000;
        double alpha = comparison.pValue();
        double multiplier = Math.sqrt(2 * (weight + 1) / weight * Math.log(Math.sqrt(weight + 1) / alpha));
        assertThat(multiplier).isCloseTo(comparison.statistic(), EXACT);
        assertThat(comparison.significant()).isTrue();
    }

    @Test
    void itIsNarrowestAboutWhereItIsTunedFor() {
        double atTuned = multiplier(10_000);
        assertThat(atTuned)
                .isLessThan(multiplier(5_000))
                .isLessThan(multiplier(20_000))
                .isBetween(3.0, 3.1);
    }

    /**
     * Chance of a false yes in so many equally spaced tests at 5 %: Armitage, McPherson and Rowe 1969, table 2.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.05", "2, 0.083", "3, 0.107", "4, 0.126", "5, 0.142", "10, 0.193"})
    void peekingCostsWhatArmitagePrints(int looks, double error) {
        double[] times = new double[looks];
        double[] boundaries = new double[looks];
        Arrays.setAll(times, i -> (i + 1.0) / looks);
        Arrays.fill(boundaries, 1.959963984540054);
        assertThat(GroupSequential.error(times, boundaries)).isCloseTo(error, within(0.0006));
    }

    /** As the program of Lan and DeMets prints it for two sides and 5 %; its own integration errs in the last digit. */
    @Test
    void boundariesAsLanAndDeMetsPrintThem() {
        assertThat(GroupSequential.boundaries(FIFTHS, 0.95, ErrorSpending.O_BRIEN_FLEMING))
                .containsExactly(new double[] {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}, within(0.0002));
        assertThat(GroupSequential.boundaries(FIFTHS, 0.95, ErrorSpending.POCOCK))
                .containsExactly(new double[] {2.4380, 2.4268, 2.4101, 2.3966, 2.3859}, within(0.0002));
    }

    /** Two looks by one integral over the first, with another rule: 20,000 trapezoids. */
    @Test
    void twoLooksByAnotherIntegral() {
        double[] times = {0.3, 1};
        double[] bounds = {2.2, 2.05};
        double edge = bounds[0] * Math.sqrt(0.3);
        int steps = 20_000;
        double inside = 0;
        for (int i = 0; i <= steps; i++) {
            double s = -edge + 2 * edge * i / steps;
            double stays = Tails.normalAbove((-bounds[1] - s) / Math.sqrt(0.7))
                    - Tails.normalAbove((bounds[1] - s) / Math.sqrt(0.7));
            double density = Tails.normalDensity(s / Math.sqrt(0.3)) / Math.sqrt(0.3);
            inside += (i == 0 || i == steps ? 0.5 : 1) * density * stays * 2 * edge / steps;
        }
        assertThat(GroupSequential.error(times, bounds)).isCloseTo(1 - inside, within(1e-9));
    }

    @Test
    void allOfTheErrorIsSpentWheneverOneLooks() {
        double[] odd = {0.05, 0.06, 0.31, 0.7, 0.72, 1};
        for (ErrorSpending spending : ErrorSpending.values()) {
            double[] boundaries = GroupSequential.boundaries(odd, 0.95, spending);
            assertThat(GroupSequential.error(odd, boundaries)).isCloseTo(0.05, within(1e-9));
        }
    }

    @Test
    void aLookTellsByItsBoundary() {
        Estimate a = new Estimate(500, 10, 0.02, 499);
        Estimate b = new Estimate(500, 10.5, 0.02, 499);
        double[] times = {0.2, 0.4, 0.6};
        Comparison comparison = GroupSequential.compare(a, b, 0.95, times, ErrorSpending.O_BRIEN_FLEMING)
                .require();
        assertThat(comparison.statistic()).isCloseTo(2.5, EXACT);
        assertThat(comparison.interval().lower()).isCloseTo(0.5 - 2.6803 * 0.2, within(0.0001));
        assertThat(comparison.pValue()).isGreaterThan(0.05);
        double[] atPValue = GroupSequential.boundaries(times, 1 - comparison.pValue(), ErrorSpending.O_BRIEN_FLEMING);
        assertThat(atPValue[2]).isCloseTo(2.5, within(1e-5));
    }

    @Test
    void whatCannotBeSaysWhy() {
        Estimate few = new Estimate(99, 10, 0.02, 98);
        assertThat(ConfidenceSequence.compare(few, few, 0.95, 1000)).isEqualTo(Computed.not(Why.TOO_FEW_UNITS));
        Estimate still = new Estimate(1000, 10, 0, 999);
        assertThat(ConfidenceSequence.compare(still, still, 0.95, 1000)).isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.boundaries(new double[] {0.5, 0.509}, 0.95, ErrorSpending.POCOCK));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.boundaries(new double[] {0.5, 1.1}, 0.95, ErrorSpending.POCOCK));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.boundaries(new double[0], 0.95, ErrorSpending.POCOCK));
    }

    private static double multiplier(long units) {
        Comparison comparison = ConfidenceSequence.compare(
                        new Estimate(units / 2, 1, 0.5, units), new Estimate(units / 2, 1, 0.5, units), 0.95, 10_000)
                .require();
        return comparison.interval().upper();
    }
}
