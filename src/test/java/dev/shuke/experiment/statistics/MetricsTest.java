package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final double[] ORDERS = {3, 1, 0, 2, 5, 1, 2, 4};
    private static final double[] REVENUE = {120, 35, 0, 70, 260, 20, 90, 130};

    /** The infinitesimal jackknife: how the ratio moves as each unit gets a little more weight, by numeric slopes. */
    @Test
    void ratioVariesAsItsOwnSlopesSay() {
        double squares = 0;
        for (int i = 0; i < ORDERS.length; i++) {
            double slope = (weightedRatio(i, 1e-6) - weightedRatio(i, -1e-6)) / 2e-6;
            squares += slope * slope;
        }
        int n = ORDERS.length;
        Estimate ratio =
                RatioMetric.estimate(Moments.ofColumns(REVENUE, ORDERS)).require();
        assertThat(ratio.value()).isCloseTo(725.0 / 18, EXACT);
        assertThat(ratio.variance()).isCloseTo(squares / n / (n - 1), withPercentage(1e-4));
    }

    @Test
    void aRatioToOneIsAMean() {
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        Estimate mean = Moments.ofColumns(REVENUE).estimate().require();
        Estimate ratio = RatioMetric.estimate(Moments.ofColumns(REVENUE, ones)).require();
        assertThat(ratio.variance()).isCloseTo(mean.variance(), EXACT);
        assertThat(RatioMetric.estimate(Moments.ofColumns(REVENUE, new double[8])))
                .isEqualTo(Computed.not(Why.DENOMINATOR_ZERO));
    }

    /** Against NumPy 2.4.6, {@code numpy.quantile}. */
    @Test
    void quantilesInterpolate() {
        double[] values = {15.3, 2.1, 8.8, 4.4, 19.0, 7.7, 3.6, 12.5, 30.2, 1.1};
        Arrays.sort(values);
        assertThat(Quantile.value(values, 0.25)).isCloseTo(3.8, EXACT);
        assertThat(Quantile.value(values, 0.5)).isCloseTo(8.25, EXACT);
        assertThat(Quantile.value(values, 0.9)).isCloseTo(20.12, EXACT);
    }

    /** P(40 ≤ X ≤ 60) of a binomial X of 100 and a half: SciPy 1.17.1. */
    @Test
    void ranksEncloseTheQuantileAsOftenAsTheySay() {
        Quantile.Ranks ranks = Quantile.ranks(100, 0.5, 0.95).require();
        assertThat(ranks.lower()).isEqualTo(40);
        assertThat(ranks.upper()).isEqualTo(61);
        assertThat(ranks.confidence()).isCloseTo(0.9647997997822952, EXACT);
    }

    @Test
    void ranksOfVeryManyUnitsContinueThoseOfMany() {
        Quantile.Ranks many = Quantile.ranks(999_999, 0.9, 0.95).require();
        Quantile.Ranks more = Quantile.ranks(1_000_001, 0.9, 0.95).require();
        assertThat(many.confidence()).isCloseTo(more.confidence(), withPercentage(0.001));
        assertThat(Quantile.ranks(1_000_000_000, 0.99, 0.95).require().confidence())
                .isBetween(0.95, 0.9501);
    }

    /** The median of normal units has the variance π/2 ÷ n. */
    @Test
    void aMedianVariesAsItsTheorySays() {
        SplittableRandom random = new SplittableRandom(5);
        double said = 0;
        for (int run = 0; run < 100; run++) {
            double[] values = random.doubles(2_000)
                    .map(Tails::normalQuantileAbove)
                    .sorted()
                    .toArray();
            said += Quantile.estimate(values, 0.5).require().variance() / 100;
        }
        assertThat(said).isCloseTo(Math.PI / 2 / 2_000, withPercentage(10));
    }

    @Test
    void fewUnitsHaveNoQuantile() {
        assertThat(Quantile.ranks(10, 0.99, 0.95)).isEqualTo(Computed.not(Why.TOO_FEW_UNITS));
        assertThat(Quantile.ranks(0, 0.5, 0.95)).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantile.ranks(10, 1, 0.95));
    }

    @Test
    void winsorisingCutsAtOneCapForAll() {
        double[] all = IntStream.rangeClosed(1, 1001)
                .mapToDouble(i -> i == 1001 ? 1e9 : i)
                .toArray();
        double cap = Winsorising.cap(all, Winsorising.QUANTILE).require();
        assertThat(cap).isEqualTo(1000);
        assertThat(Winsorising.capped(new double[] {3, 1e9}, cap)).containsExactly(3, 1000);
        assertThat(Winsorising.cap(new double[0], 0.9)).isEqualTo(Computed.not(Why.NO_UNITS));
    }

    /** By hand: 0.25 × 10 + 0.75 × 20, and 0.0625 × 1 + 0.5625 × 2. */
    @Test
    void strataAreWeighedByTheirShare() {
        Estimate both = PostStratification.estimate(List.of(
                        new PostStratification.Group(0.25, Estimate.of(5, 10, 1)),
                        new PostStratification.Group(0.75, Estimate.of(9, 20, 2))))
                .require();
        assertThat(both.value()).isCloseTo(17.5, EXACT);
        assertThat(both.variance()).isCloseTo(1.1875, EXACT);
        assertThat(both.units()).isEqualTo(14);
        double degrees = 1.1875 * 1.1875 / (0.0625 * 0.0625 / 4 + 1.125 * 1.125 / 8);
        assertThat(both.degreesOfFreedom()).isCloseTo(degrees, EXACT);
        assertThat(PostStratification.estimate(List.of(
                        new PostStratification.Group(0.25, Estimate.of(1, 10, 1)),
                        new PostStratification.Group(0.75, Estimate.of(9, 20, 2)))))
                .isEqualTo(Computed.not(Why.ONE_UNIT));
    }

    /** A cost that is the same for all is no chance: the interval is that of the return, divided by it. */
    @Test
    void returnOnAFixedCost() {
        Moments baseline = new Moments(400, new double[] {50, 0}, new double[][] {{900, 0}, {0, 0}});
        Moments variant = new Moments(400, new double[] {58, 5}, new double[][] {{900, 0}, {0, 0}});
        ReturnOnInvestment found =
                ReturnOnInvestment.of(baseline, variant, 0.95).require();
        double reach = 1.959963984540054 * Math.sqrt(2 * 900.0 / 400);
        assertThat(found.value()).isCloseTo(0.6, EXACT);
        assertThat(found.interval().lower()).isCloseTo((8 - reach) / 5 - 1, EXACT);
        assertThat(found.interval().upper()).isCloseTo((8 + reach) / 5 - 1, EXACT);
    }

    /** Each bound is a return at which the gain over the cost is just as far from nothing as the confidence allows. */
    @Test
    void returnOnACostThatVaries() {
        Moments baseline = new Moments(300, new double[] {50, 1}, new double[][] {{900, 20}, {20, 4}});
        Moments variant = new Moments(500, new double[] {58, 5}, new double[][] {{1000, 60}, {60, 16}});
        ReturnOnInvestment found =
                ReturnOnInvestment.of(baseline, variant, 0.95).require();
        assertThat(found.value()).isCloseTo(1, EXACT);
        double returns = 3 + 2;
        double costs = 4 / 300.0 + 16 / 500.0;
        double both = 20 / 300.0 + 60 / 500.0;
        for (double bound :
                new double[] {found.interval().lower(), found.interval().upper()}) {
            double ratio = 1 + bound;
            double error = Math.sqrt(returns + ratio * ratio * costs - 2 * ratio * both);
            assertThat(Math.abs(8 - ratio * 4) / error).isCloseTo(1.959963984540054, EXACT);
        }
    }

    @Test
    void nothingSpentReturnsNothing() {
        Moments free = new Moments(400, new double[] {50, 0}, new double[][] {{900, 0}, {0, 0}});
        assertThat(ReturnOnInvestment.of(free, free, 0.95)).isEqualTo(Computed.not(Why.COST_NOT_HIGHER));
        Moments vague = new Moments(400, new double[] {50, 0.1}, new double[][] {{900, 0}, {0, 16}});
        assertThat(ReturnOnInvestment.of(free, vague, 0.95)).isEqualTo(Computed.not(Why.COST_NOT_HIGHER));
    }

    /** With one unit's weight of 1 ÷ n raised by so much. */
    private static double weightedRatio(int unit, double more) {
        double numerator = Arrays.stream(REVENUE).sum() / REVENUE.length + more * REVENUE[unit];
        double denominator = Arrays.stream(ORDERS).sum() / ORDERS.length + more * ORDERS[unit];
        return numerator / denominator;
    }
}
