package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.experiment.statistics.Verdict.Goal;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the numbers are, what comes back is finite or says why not; nothing throws. */
class HostileDataTest {
    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        1e-300,
        -1e-300,
        1e-9,
        0.1,
        7,
        1e9,
        1e154,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final long[] UNITS = {0, 1, 2, 3, 10, 101, 5_000, 1_000_000_000};
    private static final int TRIES = 1_000;

    private final SplittableRandom random = new SplittableRandom(17);

    @Test
    void estimatesAndTheirComparisons() {
        for (int i = 0; i < TRIES; i++) {
            Computed<Estimate> a = Estimate.of(units(), number(), number());
            Computed<Estimate> b = Estimate.of(units(), number(), number());
            check(a);
            check(both(a, b, (x, y) -> Welch.compare(x, y, 0.95)));
            check(both(a, b, (x, y) -> ConfidenceSequence.compare(x, y, 0.95, 1_000)));
            check(PostStratification.estimate(
                    List.of(new PostStratification.Group(0.3, a), new PostStratification.Group(0.7, b))));
            verdict(both(a, b, (x, y) -> Welch.compare(x, y, 0.95)));
        }
    }

    @Test
    void plannedLooksAndOdds() {
        for (int i = 0; i < 100; i++) {
            Computed<Estimate> a = Estimate.of(units(), number(), number());
            Computed<Estimate> b = Estimate.of(units(), number(), number());
            double[] times = {0.3, 0.9};
            check(both(a, b, (x, y) -> Bayesian.means(List.of(x, y), 0.95)));
            check(both(a, b, (x, y) -> GroupSequential.compare(x, y, 0.95, times, ErrorSpending.POCOCK)));
        }
    }

    @Test
    void momentsAndWhatIsMadeOfThem() {
        for (int i = 0; i < TRIES; i++) {
            Moments a = moments();
            Moments b = moments();
            check(a.estimate());
            check(RatioMetric.estimate(a));
            check(Cuped.means(List.of(a, b)));
            check(Cuped.ratios(List.of(a, b)));
            check(DifferenceInDifferences.ofMeans(a, b, 0.95));
            check(DifferenceInDifferences.ofRatios(a, b, 0.95));
            check(ReturnOnInvestment.of(a, b, 0.95));
            check(ClusterDesign.of(List.of(a, b, a)));
            check(a.with(b).estimate());
        }
    }

    @Test
    void plainNumbers() {
        for (int i = 0; i < TRIES; i++) {
            double[] a = {number(), number(), number(), number()};
            double[] b = {number(), number(), number(), number()};
            check(RandomisationTest.ofGroups(a, b, 1));
            check(RandomisationTest.ofPairs(a, 1));
            check(MatchedPairs.compare(a, b, 0.95));
            check(Moments.ofColumns(a).estimate());
            check(Winsorising.cap(a, 0.9));
            check(Quantile.estimate(
                    Stream.generate(this::number)
                            .limit(20)
                            .mapToDouble(it -> it)
                            .sorted()
                            .toArray(),
                    0.5));
            check(SampleSize.USUAL.ofMeans(a[0], b[0]));
            check(SampleSize.USUAL.detectableOfMeans(a[0], b[0]));
        }
    }

    @Test
    void counts() {
        for (long units : UNITS) {
            for (long others : UNITS) {
                for (double share : new double[] {0, 1e-9, 0.3, 1}) {
                    Proportion a = new Proportion(units, share == 1 ? units : (long) (share * units));
                    Proportion b = new Proportion(others, others / 3);
                    check(TwoProportions.compare(a, b, 0.95));
                    check(FisherExact.pValue(a, b));
                    check(Bayesian.proportions(List.of(a, b), 0.95));
                    check(a.interval(0.99));
                    check(SampleRatio.of(new long[] {units, others}, new double[] {1, 1e9}));
                    check(Quantile.ranks(units, 0.5, 0.95));
                    verdict(TwoProportions.compare(a, b, 0.95));
                }
            }
        }
    }

    private interface Of<T> {
        Computed<T> of(Estimate a, Estimate b);
    }

    private static <T> Computed<T> both(Computed<Estimate> a, Computed<Estimate> b, Of<T> comparison) {
        return a.then(x -> b.then(y -> comparison.of(x, y)));
    }

    private double number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private long units() {
        return UNITS[random.nextInt(UNITS.length)];
    }

    private Moments moments() {
        double[] means =
                random.ints(4, 0, NUMBERS.length).mapToDouble(i -> NUMBERS[i]).toArray();
        double[][] covariances = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j <= i; j++) {
                covariances[i][j] = covariances[j][i] = number();
            }
        }
        return new Moments(units(), means, covariances);
    }

    private static void verdict(Computed<Comparison> comparison) {
        double p = comparison instanceof Computed.Value<Comparison>(Comparison it) ? it.pValue() : 1;
        Verdict verdict = Verdict.of(new Verdict.Reading(
                "B",
                Goal.HIGHER,
                Computed.not(Why.TOO_FEW_UNITS),
                new MultipleExposure(0, 0),
                10,
                0,
                true,
                0.02,
                comparison,
                p));
        assertThat(verdict.sentence().en()).doesNotContain("NaN", "Infinity", "null");
    }

    private static void check(Object result) {
        check(result, result);
    }

    private static void check(Object result, Object whole) {
        switch (result) {
            case null -> {}
            case Double number ->
                assertThat(Double.isFinite(number)).as("%s", whole).isTrue();
            case List<?> several -> several.forEach(it -> check(it, whole));
            case Record record ->
                Stream.of(record.getClass().getRecordComponents()).forEach(it -> check(part(record, it), whole));
            default -> {}
        }
    }

    private static Object part(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
