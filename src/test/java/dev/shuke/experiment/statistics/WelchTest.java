package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The sleep of ten patients under two drugs: Student 1908, as R's {@code ?t.test} prints it; more digits: SciPy 1.17.1. */
class WelchTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final double[] ONE = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    private static final double[] OTHER = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @Test
    void asRPrintsIt() {
        Comparison sleep = compared(ONE, OTHER);
        assertThat(sleep.statistic()).isCloseTo(1.8608, within(0.00005));
        assertThat(sleep.degreesOfFreedom()).isCloseTo(17.776, within(0.0005));
        assertThat(sleep.pValue()).isCloseTo(0.07939, within(0.000005));
        assertThat(sleep.interval().lower()).isCloseTo(-0.2054832, within(0.00000005));
        assertThat(sleep.interval().upper()).isCloseTo(3.3654832, within(0.00000005));
    }

    @Test
    void asAnotherImplementation() {
        Comparison sleep = compared(ONE, OTHER);
        assertThat(sleep.statistic()).isCloseTo(1.8608134674868526, EXACT);
        assertThat(sleep.degreesOfFreedom()).isCloseTo(17.776473516178488, EXACT);
        assertThat(sleep.pValue()).isCloseTo(0.0793941401873583, EXACT);
        assertThat(sleep.interval().lower()).isCloseTo(-0.20548323071171137, EXACT);
        assertThat(sleep.interval().upper()).isCloseTo(3.3654832307117104, EXACT);
    }

    /** Seven mice against nine: Efron and Tibshirani 1993, table 2.1, by SciPy 1.17.1. */
    @Test
    void groupsOfUnequalSize() {
        Comparison mice = compared(
                new double[] {52, 104, 146, 10, 51, 30, 40, 27, 46}, new double[] {94, 197, 16, 38, 99, 141, 23});
        assertThat(mice.statistic()).isCloseTo(1.0587105873754061, EXACT);
        assertThat(mice.degreesOfFreedom()).isCloseTo(9.654490052836481, EXACT);
        assertThat(mice.pValue()).isCloseTo(0.31550065412252576, EXACT);
    }

    @Test
    void pairsAsRPrintsThem() {
        Comparison sleep = MatchedPairs.compare(ONE, OTHER, 0.95).require();
        assertThat(sleep.statistic()).isCloseTo(4.0621, within(0.00005)).isCloseTo(4.062127683382037, EXACT);
        assertThat(sleep.pValue()).isCloseTo(0.002833, within(0.0000005)).isCloseTo(0.002832890197384273, EXACT);
        assertThat(sleep.degreesOfFreedom()).isEqualTo(9);
        assertThat(sleep.interval().lower()).isCloseTo(0.7001142367230175, EXACT);
        assertThat(sleep.interval().upper()).isCloseTo(2.459885763276983, EXACT);
    }

    /** Its bounds put into the test that defines them: there the statistic is just the multiplier. */
    @Test
    void liftExcludesWhatTheTestOfThatMultipleDoes() {
        Estimate a = new Estimate(500, 10, 0.09, 499);
        Estimate b = new Estimate(400, 10.7, 0.16, 399);
        Comparison comparison = Welch.compare(a, b, 0.9).require();
        Interval lift = comparison.lift().require().interval().require();
        double multiplier = (comparison.interval().upper() - comparison.difference()) / comparison.standardError();
        for (double bound : new double[] {lift.lower(), lift.upper()}) {
            double ratio = 1 + bound;
            double statistic = (10.7 - ratio * 10) / Math.sqrt(0.16 + ratio * ratio * 0.09);
            assertThat(Math.abs(statistic)).isCloseTo(multiplier, EXACT);
        }
        assertThat(comparison.lift().require().value()).isCloseTo(0.07, EXACT);
    }

    @Test
    void liftAndDifferenceAgreeAboutZero() {
        for (double b = 9; b < 11; b += 0.01) {
            Comparison comparison = Welch.compare(new Estimate(50, 10, 0.04, 49), new Estimate(40, b, 0.05, 39), 0.95)
                    .require();
            assertThat(comparison.lift().require().interval().require().contains(0))
                    .isEqualTo(comparison.interval().contains(0));
        }
    }

    @Test
    void aThousandMillionUnits() {
        Moments a = Moments.of(1_000_000_000L, 1e6, 4e10);
        Moments b = Moments.of(1_000_000_000L, 1e6 + 20, 4e10);
        Comparison comparison = Welch.compare(
                        a.estimate().require(), b.estimate().require(), 0.95)
                .require();
        assertThat(comparison.statistic()).isCloseTo(20 / Math.sqrt(80), withPercentage(1e-6));
        assertThat(comparison.interval().upper() - comparison.difference())
                .isCloseTo(1.959963985 * Math.sqrt(80), withPercentage(1e-6));
    }

    @Test
    void whatCannotBeComputedSaysWhy() {
        assertThat(Moments.of(0, 0, 0).estimate()).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(Moments.of(1, 5, Double.NaN).estimate()).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThat(Moments.of(7, 5, Double.NaN).estimate()).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(Moments.of(7, Double.POSITIVE_INFINITY, 1).estimate()).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        Estimate still = Moments.of(7, 5, 0).estimate().require();
        assertThat(Welch.compare(still, new Estimate(7, 6, 0, 6), 0.95)).isEqualTo(Computed.not(Why.NO_VARIATION));
        Estimate vast = new Estimate(7, Double.MAX_VALUE, 1, 6);
        assertThat(Welch.compare(new Estimate(7, -Double.MAX_VALUE, 1, 6), vast, 0.95))
                .isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(Welch.compare(new Estimate(7, 0, 1, 6), new Estimate(7, 1, 1, 6), 0.95)
                        .require()
                        .lift())
                .isEqualTo(Computed.not(Why.BASELINE_NOT_POSITIVE));
        Lift wide = Welch.compare(new Estimate(7, 1, 1, 6), new Estimate(7, 1, 1, 6), 0.95)
                .require()
                .lift()
                .require();
        assertThat(wide.interval()).isEqualTo(Computed.not(Why.BASELINE_UNCERTAIN));
        assertThat(MatchedPairs.compare(ONE, ONE, 0.95)).isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(MatchedPairs.compare(new double[1], new double[1], 0.95)).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThat(MatchedPairs.compare(new double[] {1, Double.NaN}, new double[2], 0.95))
                .isEqualTo(Computed.not(Why.NOT_A_NUMBER));
    }

    private static Comparison compared(double[] baseline, double[] variant) {
        return Welch.compare(
                        Moments.ofColumns(baseline).estimate().require(),
                        Moments.ofColumns(variant).estimate().require(),
                        0.95)
                .require();
    }
}
