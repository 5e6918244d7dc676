package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoProportionsTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /** Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilsonAsNewcombePrintsIt(long successes, long units, double lower, double upper) {
        Interval interval = new Proportion(units, successes).interval(0.95).require();
        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    /** Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "48, 80, 56, 70, 0.0524, 0.3339",
        "3, 10, 9, 10, 0.1705, 0.8090",
        "2, 7, 6, 7, 0.0582, 0.8062",
        "0, 29, 5, 56, -0.0381, 0.1926"
    })
    void differenceAsNewcombePrintsIt(long a, long ofA, long b, long ofB, double lower, double upper) {
        Interval interval = compared(a, ofA, b, ofB).interval();
        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    /** Against statsmodels 0.15.0, {@code proportions_ztest} and {@code confint_proportions_2indep(method='newcomb')}. */
    @ParameterizedTest
    @CsvSource({
        "48, 80, 56, 70, 2.6501719512585336, 0.00804508136819656, 0.05243147240236498, 0.33387265403690614",
        "3, 10, 9, 10, 2.738612787525831, 0.006169899320544151, 0.1705227239345029, 0.809017973535488",
        "104, 11037, 189, 11034, 5.001388204008378, 5.691896973740836e-07, 0.004702029746381498, 0.010775083776882294"
    })
    void asAnotherImplementation(
            long a, long ofA, long b, long ofB, double statistic, double p, double lower, double upper) {
        Comparison comparison = compared(a, ofA, b, ofB);
        assertThat(comparison.statistic()).isCloseTo(statistic, EXACT);
        assertThat(comparison.pValue()).isCloseTo(p, EXACT);
        assertThat(comparison.interval().lower()).isCloseTo(lower, EXACT);
        assertThat(comparison.interval().upper()).isCloseTo(upper, EXACT);
    }

    /**
     * Epinephrine after Perondi et al. 2004: Fagerland, Lydersen and Laake 2017, Statistical Analysis of Contingency Tables,
     * chapter 4, as the authors' R package contingencytables prints it: difference 0.0189 to 0.3404, ratio 7 (1.1537 to
     * 41.9763).
     */
    @Test
    void liftAsFagerlandPrintsIt() {
        Comparison comparison = compared(1, 34, 7, 34);
        assertThat(comparison.interval().lower()).isCloseTo(0.0189, within(0.00005));
        assertThat(comparison.interval().upper()).isCloseTo(0.3404, within(0.00005));
        assertThat(lift(comparison).lower() + 1).isCloseTo(1.1537, within(0.00005));
        assertThat(lift(comparison).upper() + 1).isCloseTo(41.9763, within(0.00005));
    }

    /** The lift's bounds by bisection of what they mean: the baseline's multiple that the interval just does not exclude. */
    @ParameterizedTest
    @CsvSource({"48, 80, 56, 70", "3, 10, 9, 10", "104, 11037, 189, 11034", "9, 10, 0, 12", "2, 5000, 1, 5000"})
    void liftIsTheIntervalOfTheDifferenceTurned(long a, long ofA, long b, long ofB) {
        double p = (double) a / ofA;
        double q = (double) b / ofB;
        Interval ofP = new Proportion(ofA, a).interval(0.95).require();
        Interval ofQ = new Proportion(ofB, b).interval(0.95).require();
        double least = root(r -> q - r * p - Math.hypot(q - ofQ.lower(), r * (ofP.upper() - p)));
        double most = root(r -> q - r * p + Math.hypot(ofQ.upper() - q, r * (p - ofP.lower())));
        Interval lift = lift(compared(a, ofA, b, ofB));
        assertThat(1 + lift.lower()).isCloseTo(least, within(1e-9 * Math.max(1, least)));
        assertThat(1 + lift.upper()).isCloseTo(most, EXACT);
    }

    @Test
    void liftAndDifferenceAgreeAboutZero() {
        for (long b = 0; b <= 60; b++) {
            Comparison comparison = compared(20, 60, b, 60);
            assertThat(lift(comparison).contains(0))
                    .isEqualTo(comparison.interval().contains(0));
        }
    }

    @Test
    void aThousandMillionUnits() {
        Comparison comparison = compared(100_000_000, 1_000_000_000, 100_050_000, 1_000_000_000);
        // z = 0.00005 / √(2 p (1 − p) / 10⁹), p = 0.100025
        assertThat(comparison.statistic()).isCloseTo(5e-5 / Math.sqrt(2e-9 * 0.100025 * 0.899975), EXACT);
        assertThat(comparison.significant()).isTrue();
    }

    @Test
    void whatCannotBeComputedSaysWhy() {
        assertThat(TwoProportions.compare(new Proportion(10, 0), new Proportion(12, 0), 0.95))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(TwoProportions.compare(new Proportion(10, 10), new Proportion(12, 12), 0.95))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(TwoProportions.compare(new Proportion(0, 0), new Proportion(12, 3), 0.95))
                .isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(compared(0, 10, 3, 10).lift()).isEqualTo(Computed.not(Why.BASELINE_NOT_POSITIVE));
        assertThat(compared(0, 1, 1, 1).interval().upper()).isLessThanOrEqualTo(1);
        assertThat(new Proportion(0, 0).interval(0.95)).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(new Proportion(1, 1).estimate()).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> compared(3, 4, 3, Double.NaN));
    }

    private static Comparison compared(long a, long ofA, long b, long ofB) {
        return TwoProportions.compare(new Proportion(ofA, a), new Proportion(ofB, b), 0.95)
                .require();
    }

    private static Comparison compared(long a, long ofA, long b, double confidence) {
        return TwoProportions.compare(new Proportion(ofA, a), new Proportion(ofA, b), confidence)
                .require();
    }

    private static Interval lift(Comparison comparison) {
        return comparison.lift().require().interval().require();
    }

    private static double root(DoubleUnaryOperator falling) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
