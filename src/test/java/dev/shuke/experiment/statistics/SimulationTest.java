package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Experiments of which the truth is known, run {@value #RUNS} times. Seeds are fixed, so that a result is the same each time;
 * the limits are three deviations of the runs (0.49 points at 5 %, 0.9 at 80 %) from what is right. Each has a fault planted
 * beside it, which shows that it can fail.
 */
class SimulationTest {
    private static final int RUNS = 2_000;
    private static final double LEAST = 0.035;
    private static final double MOST = 0.065;

    @Test
    void proportionsOfNoDifference() {
        assertThat(share(1, random -> proportions(random, 1_000, 0.1, 0.1).significant()))
                .isBetween(LEAST, MOST);
    }

    @Test
    void meansOfNoDifference() {
        assertThat(share(2, random -> means(random, 300, 1).significant())).isBetween(LEAST, MOST);
    }

    /** Had somebody divided by twice the units. */
    @Test
    void aVarianceTooSmallIsFound() {
        assertThat(share(2, random -> means(random, 300, 0.5).significant())).isGreaterThan(MOST);
    }

    @Test
    void adjustedMeansOfNoDifference() {
        assertThat(share(3, random -> adjusted(random).significant())).isBetween(LEAST, MOST);
    }

    @Test
    void lookingEveryDayFindsNothingWhereNothingIs() {
        assertThat(share(4, random -> everyDay(random, (a, b) -> ConfidenceSequence.compare(a, b, 0.95, 2_800))))
                .isLessThanOrEqualTo(0.05);
    }

    /** The test for one look, looked at every day. */
    @Test
    void peekingIsFound() {
        assertThat(share(4, random -> everyDay(random, SimulationTest::once))).isGreaterThan(0.15);
    }

    /** Four looks, a week apart. */
    @Test
    void plannedLooksSpendTheirErrorAndNoMore() {
        double[] times = {0.25, 0.5, 0.75, 1};
        double[] boundaries = GroupSequential.boundaries(times, 0.95, ErrorSpending.O_BRIEN_FLEMING);
        assertThat(share(5, random -> {
                    Week week = new Week();
                    boolean told = false;
                    for (double boundary : boundaries) {
                        week.pass(random);
                        told |= Math.abs(Contrast.of(week.a(), week.b()).statistic()) > boundary;
                    }
                    return told;
                }))
                .isBetween(LEAST, MOST);
    }

    @Test
    void proportionsAreFoundAsOftenAsPlanned() {
        int units = (int) Math.ceil(SampleSize.USUAL.ofProportions(0.1, 0.14).require());
        assertThat(share(6, random -> proportions(random, units, 0.1, 0.14).significant()))
                .isCloseTo(0.8, within(0.03));
        assertThat(share(
                        6,
                        random -> proportions(random, units * 3 / 4, 0.1, 0.14).significant()))
                .as("with a quarter fewer than planned")
                .isLessThan(0.77);
    }

    @Test
    void meansAreFoundAsOftenAsPlanned() {
        double difference = SampleSize.USUAL.detectableOfMeans(250, 1).require();
        assertThat(share(
                        7,
                        random -> Welch.compare(normal(random, 250, 0), normal(random, 250, difference), 0.95)
                                .require()
                                .significant()))
                .isCloseTo(0.8, within(0.03));
    }

    @Test
    void theIntervalOfTheLiftHoldsTheLift() {
        assertThat(share(8, random -> lift(proportions(random, 800, 0.2, 0.25)).contains(0.25)))
                .isBetween(1 - MOST, 1 - LEAST);
        assertThat(share(9, random -> lift(proportions(random, 800, 0.2, 0.25)).contains(0.35)))
                .as("of another lift")
                .isLessThan(0.9);
    }

    @Test
    void storesBeforeAndAfterOfNoDifference() {
        assertThat(share(
                        10,
                        random -> DifferenceInDifferences.ofMeans(stores(random, 1), stores(random, 1), 0.95)
                                .require()
                                .significant()))
                .isBetween(LEAST, MOST);
    }

    /** Each store's 28 days taken for 28 stores. */
    @Test
    void daysTakenForStoresAreFound() {
        assertThat(share(
                        10,
                        random -> DifferenceInDifferences.ofMeans(stores(random, 28), stores(random, 28), 0.95)
                                .require()
                                .significant()))
                .isGreaterThan(0.5);
    }

    private static double share(long seed, Predicate<SplittableRandom> yes) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 0;
        for (int run = 0; run < RUNS; run++) {
            count += yes.test(random) ? 1 : 0;
        }
        return (double) count / RUNS;
    }

    private static Comparison proportions(SplittableRandom random, int units, double p, double q) {
        return TwoProportions.compare(proportion(random, units, p), proportion(random, units, q), 0.95)
                .require();
    }

    private static Proportion proportion(SplittableRandom random, int units, double p) {
        int bound = (int) (p * 1_000_000);
        int successes = 0;
        for (int unit = 0; unit < units; unit++) {
            successes += random.nextInt(1_000_000) < bound ? 1 : 0;
        }
        return new Proportion(units, successes);
    }

    /** Of revenue as it is: most buy nothing, a few a lot. */
    private static Comparison means(SplittableRandom random, int units, double fault) {
        return Welch.compare(revenue(random, units, fault), revenue(random, units, fault), 0.95)
                .require();
    }

    private static Estimate revenue(SplittableRandom random, int units, double fault) {
        double[] values = new double[units];
        for (int i = 0; i < units; i++) {
            values[i] = random.nextInt(3) == 0 ? Math.exp(3 + 0.7 * random.nextGaussian()) : 0;
        }
        Moments moments = Moments.ofColumns(values);
        return Moments.of(units, moments.mean(0), fault * moments.covariance(0, 0))
                .estimate()
                .require();
    }

    private static Estimate normal(SplittableRandom random, int units, double mean) {
        return Moments.ofColumns(random.doubles(units)
                        .map(it -> mean + random.nextGaussian())
                        .toArray())
                .estimate()
                .require();
    }

    private static Comparison adjusted(SplittableRandom random) {
        List<Estimate> variants = Cuped.means(List.of(withPast(random), withPast(random)))
                .require()
                .variants();
        return Welch.compare(variants.get(0), variants.get(1), 0.95).require();
    }

    private static Moments withPast(SplittableRandom random) {
        double[] past = new double[150];
        double[] now = new double[150];
        for (int i = 0; i < past.length; i++) {
            past[i] = Math.exp(random.nextGaussian() / 2);
            now[i] = past[i] + random.nextGaussian();
        }
        return Moments.ofColumns(now, past);
    }

    private interface Look {
        Computed<Comparison> at(Estimate a, Estimate b);
    }

    /** Four weeks, 50 new units of each variant a day: whether any day tells the two apart. */
    private static boolean everyDay(SplittableRandom random, Look look) {
        Proportion a = new Proportion(0, 0);
        Proportion b = new Proportion(0, 0);
        for (int day = 0; day < 28; day++) {
            a = more(a, proportion(random, 50, 0.2));
            b = more(b, proportion(random, 50, 0.2));
            if (look.at(a.estimate().require(), b.estimate().require()) instanceof Computed.Value<Comparison>(var it)
                    && it.significant()) {
                return true;
            }
        }
        return false;
    }

    private static Computed<Comparison> once(Estimate a, Estimate b) {
        return Contrast.of(a, b)
                .testable()
                .then(it -> it.compared(1.96, 0.95, null, Tails.normalBeyond(it.statistic())));
    }

    private static Proportion more(Proportion one, Proportion other) {
        return new Proportion(one.units() + other.units(), one.successes() + other.successes());
    }

    private static final class Week {
        private Proportion a = new Proportion(0, 0);
        private Proportion b = new Proportion(0, 0);

        void pass(SplittableRandom random) {
            a = more(a, proportion(random, 300, 0.2));
            b = more(b, proportion(random, 300, 0.2));
        }

        Estimate a() {
            return a.estimate().require();
        }

        Estimate b() {
            return b.estimate().require();
        }
    }

    /** Eight stores of different size, that change by themselves; each counted so many times. */
    private static Moments stores(SplittableRandom random, int times) {
        double[] before = new double[8 * times];
        double[] after = new double[8 * times];
        for (int store = 0; store < 8; store++) {
            double size = 100 + 30 * random.nextGaussian();
            double change = 5 + 8 * random.nextGaussian();
            for (int i = 0; i < times; i++) {
                before[store * times + i] = size;
                after[store * times + i] = size + change;
            }
        }
        return Moments.ofColumns(before, after);
    }

    private static Interval lift(Comparison comparison) {
        return comparison.lift().require().interval().require();
    }
}
