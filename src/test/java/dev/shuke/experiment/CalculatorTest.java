package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.shuke.experiment.MetricPlan.Denominator;
import dev.shuke.experiment.MetricPlan.Type;
import dev.shuke.experiment.TestPlan.Kind;
import dev.shuke.experiment.TestPlan.Sequential;
import dev.shuke.experiment.TestPlan.Spending;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.RatioMetric;
import dev.shuke.experiment.statistics.Welch;
import dev.shuke.platform.web.ApiException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalculatorTest {
    private static final MetricPlan HALF = proportion(0.5);
    private static final MetricPlan SPENT = new MetricPlan(Type.MEAN, 40.0, 5.0, null, null);
    private static final MetricPlan BASKET =
            new MetricPlan(Type.RATIO, 50.0, 60.0, new Denominator(2.5, 1.1, 0.8), null);

    /** R's {@code ?power.prop.test}: 0.50 against 0.75 with a power of 0.9 take 76.7 of each; 50 of each find it in 74.0 %. */
    @Test
    void proportionsAsRPrintsThem() {
        TestPlan surer = new TestPlan(null, 0.9, null, null, null, null);
        assertThat(Calculator.units(new SampleSizeRequest(HALF, absolute(0.25), surer)))
                .isEqualTo(new SampleSizeView(154, List.of(77L, 77L), 1));
        assertThat(Calculator.power(new PowerRequest(HALF, absolute(0.25), 100L, null))
                        .power())
                .isCloseTo(0.740, within(0.0005));
    }

    /** Against statsmodels 0.15.0, as in PlanningTest: 392.4 of each; with twice as many of the variant 294.3 for 0.2. */
    @Test
    void meansAsAnotherImplementation() {
        assertThat(Calculator.units(new SampleSizeRequest(SPENT, absolute(1), null))
                        .perVariant())
                .containsExactly(393L, 393L);
        assertThat(Calculator.units(new SampleSizeRequest(SPENT, absolute(1), weighed(1, 2)))
                        .perVariant())
                .containsExactly(295L, 589L);
    }

    @Test
    void relativeIsOfTheBaseline() {
        assertThat(Calculator.units(new SampleSizeRequest(SPENT, new EffectPlan(null, 0.025), null)))
                .isEqualTo(Calculator.units(new SampleSizeRequest(SPENT, absolute(1), null)));
        assertThat(Calculator.effect(new DetectableEffectRequest(SPENT, 786L, null))
                        .relative())
                .isCloseTo(0.025, withPercentage(0.1));
        MetricPlan aboutZero = new MetricPlan(Type.MEAN, 0.0, 5.0, null, null);
        assertThat(Calculator.effect(new DetectableEffectRequest(aboutZero, 786L, null))
                        .relative())
                .isNull();
    }

    @Test
    void oneSideOfTwoPointFivePercentIsTwoOfFive() {
        TestPlan oneSide = new TestPlan(0.025, null, 1, null, null, null);
        assertThat(Calculator.units(new SampleSizeRequest(HALF, absolute(0.1), oneSide)))
                .isEqualTo(Calculator.units(new SampleSizeRequest(HALF, absolute(0.1), null)));
    }

    @Test
    void variantsShareTheError() {
        SampleSizeView three = Calculator.units(new SampleSizeRequest(HALF, absolute(0.1), weighed(1, 1, 1)));
        SampleSizeView two = Calculator.units(
                new SampleSizeRequest(HALF, absolute(0.1), new TestPlan(0.025, null, null, null, null, null)));
        assertThat(three.perVariant()).hasSize(3).allMatch(two.perVariant().getFirst()::equals);
        assertThat(three.units()).isEqualTo(3 * two.perVariant().getFirst());
    }

    @Test
    void theSmallestVariantDecides() {
        List<Long> each = Calculator.units(new SampleSizeRequest(HALF, absolute(0.1), weighed(4, 4, 1)))
                .perVariant();
        assertThat(each.get(0)).isEqualTo(each.get(1)).isCloseTo(4 * each.get(2), within(4L));
        TestPlan alone = new TestPlan(0.025, null, null, List.of(4, 1), null, null);
        assertThat(each.get(2))
                .isEqualTo(Calculator.units(new SampleSizeRequest(HALF, absolute(0.1), alone))
                        .perVariant()
                        .get(1));
    }

    /** Deng et al. 2013: of the variance 1 − ρ² is left. Kish 1965: whole stores take the design effect times as many. */
    @Test
    void covariatesSaveUnitsAndStoresCostThem() {
        double plain = total(SPENT, null);
        assertThat(total(new MetricPlan(Type.MEAN, 40.0, 5.0, null, 0.7), null) / plain)
                .isCloseTo(0.51, within(0.002));
        assertThat(total(SPENT, new TestPlan(null, null, null, null, null, 6.5)) / plain)
                .isCloseTo(6.5, within(0.01));
    }

    @Test
    void aRatioToOneIsAMean() {
        MetricPlan toOne = new MetricPlan(Type.RATIO, 40.0, 5.0, new Denominator(1.0, 0.0, 0.0), null);
        assertThat(total(toOne, null)).isEqualTo(total(SPENT, null));
    }

    /** What the units find is what they were computed for, and what they detect. */
    @Test
    void thereAndBack() {
        for (MetricPlan metric :
                List.of(proportion(0.1), SPENT, BASKET, new MetricPlan(Type.MEAN, 3.0, 9.0, null, 0.5))) {
            for (TestPlan test : plans().toList()) {
                EffectPlan effect = new EffectPlan(null, 0.01);
                SampleSizeView size = Calculator.units(new SampleSizeRequest(metric, effect, test));
                double power = Calculator.power(new PowerRequest(metric, effect, size.units(), test))
                        .power();
                assertThat(power).as("%s %s", metric, test).isCloseTo(test.wanted(), within(0.002));
                assertThat(Calculator.effect(new DetectableEffectRequest(metric, size.units(), test))
                                .relative())
                        .as("%s %s", metric, test)
                        .isCloseTo(0.01, withPercentage(1));
            }
        }
    }

    /** Members with two or so orders, of a price that is the member's: the planned units, 2,000 times. */
    @Test
    void aRatioIsFoundAsOftenAsPlanned() {
        Moments known = shoppers(new SplittableRandom(1), 200_000, 0);
        MetricPlan metric = new MetricPlan(
                Type.RATIO,
                known.mean(0) / known.mean(1),
                Math.sqrt(known.covariance(0, 0)),
                new Denominator(
                        known.mean(1),
                        Math.sqrt(known.covariance(1, 1)),
                        known.covariance(0, 1) / Math.sqrt(known.covariance(0, 0) * known.covariance(1, 1))),
                null);
        int each = Calculator.units(new SampleSizeRequest(metric, absolute(4), null))
                .perVariant()
                .getFirst()
                .intValue();
        SplittableRandom random = new SplittableRandom(2);
        int found = 0;
        for (int run = 0; run < 2_000; run++) {
            found += Welch.compare(
                                    RatioMetric.estimate(shoppers(random, each, 0))
                                            .require(),
                                    RatioMetric.estimate(shoppers(random, each, 4))
                                            .require(),
                                    0.95)
                            .require()
                            .significant()
                    ? 1
                    : 0;
        }
        assertThat(found / 2_000.0).isCloseTo(0.8, within(0.03));
    }

    @Test
    void whatCannotBeComputedNamesTheField() {
        assertThat(refused(() -> units(proportion(0), absolute(0.1)))).isEqualTo("/metric/baseline");
        assertThat(refused(() -> units(proportion(1), absolute(-0.1)))).isEqualTo("/metric/baseline");
        assertThat(refused(() -> units(new MetricPlan(Type.PROPORTION, 0.1, 1.0, null, null), absolute(0.1))))
                .isEqualTo("/metric/standardDeviation");
        assertThat(refused(() -> units(new MetricPlan(Type.MEAN, 1.0, null, null, null), absolute(0.1))))
                .isEqualTo("/metric/standardDeviation");
        assertThat(refused(() -> units(new MetricPlan(Type.MEAN, 1.0, 0.0, null, null), absolute(0.1))))
                .isEqualTo("/metric/standardDeviation");
        assertThat(refused(() ->
                        units(new MetricPlan(Type.MEAN, 1.0, 2.0, new Denominator(1.0, 1.0, 0.0), null), absolute(1))))
                .isEqualTo("/metric/denominator");
        assertThat(refused(() -> units(new MetricPlan(Type.RATIO, 1.0, 2.0, null, null), absolute(1))))
                .isEqualTo("/metric/denominator");
        assertThat(refused(() -> units(ratio(new Denominator(0.0, 1.0, 0.0)), absolute(1))))
                .isEqualTo("/metric/denominator/mean");
        assertThat(refused(() -> units(ratio(new Denominator(1.0, 2.0, 1.0)), absolute(1))))
                .as("numerators that are just as many denominators")
                .isEqualTo("/metric/standardDeviation");
        assertThat(refused(() -> units(HALF, new EffectPlan(null, null)))).isEqualTo("/effect");
        assertThat(refused(() -> units(HALF, new EffectPlan(0.1, 0.1)))).isEqualTo("/effect");
        assertThat(refused(() -> units(HALF, absolute(0)))).isEqualTo("/effect/absolute");
        assertThat(refused(() -> units(HALF, absolute(0.51)))).isEqualTo("/effect/absolute");
        assertThat(refused(() -> units(HALF, new EffectPlan(null, -1.01)))).isEqualTo("/effect/relative");
        assertThat(refused(() -> units(new MetricPlan(Type.MEAN, -1.0, 1.0, null, null), new EffectPlan(null, 0.1))))
                .isEqualTo("/effect/relative");
        assertThat(refused(() -> units(SPENT, absolute(1e-300)))).isEqualTo("/effect");
        assertThat(refused(() -> units(SPENT, absolute(1e-9)))).isEqualTo("/effect");
        assertThat(refused(() -> Calculator.effect(new DetectableEffectRequest(proportion(0.99), 4L, null))))
                .isEqualTo("/units");
    }

    @Test
    void whatIsFoundForCertainIsFoundByVeryFew() {
        assertThat(Calculator.units(new SampleSizeRequest(
                                new MetricPlan(Type.MEAN, 1.0, 1.0, null, null), absolute(99), null))
                        .perVariant())
                .containsExactly(2L, 2L);
        for (TestPlan test : plans().toList()) {
            assertThat(Calculator.power(new PowerRequest(HALF, absolute(0.4), 1_000_000_000_000L, test))
                            .power())
                    .isEqualTo(1);
            assertThat(Calculator.power(new PowerRequest(SPENT, absolute(1e-12), 4L, test))
                            .power())
                    .isBetween(0.0, 0.101);
        }
    }

    private static Stream<TestPlan> plans() {
        return Stream.of(
                        null,
                        new Sequential(Kind.ANYTIME, null, null),
                        new Sequential(Kind.PLANNED, null, null),
                        new Sequential(Kind.PLANNED, 8, Spending.POCOCK))
                .flatMap(looks -> Stream.of(
                        new TestPlan(null, null, null, null, looks, null),
                        new TestPlan(0.1, 0.9, 1, List.of(1, 3), looks, 2.0)));
    }

    private static double total(MetricPlan metric, TestPlan test) {
        return Calculator.units(new SampleSizeRequest(metric, absolute(1), test))
                .units();
    }

    private static SampleSizeView units(MetricPlan metric, EffectPlan effect) {
        return Calculator.units(new SampleSizeRequest(metric, effect, null));
    }

    private static String refused(Supplier<?> call) {
        ApiException refused = catchThrowableOfType(ApiException.class, call::get);
        assertThat(refused.errors()).hasSize(1);
        return refused.errors().getFirst().pointer();
    }

    private static MetricPlan proportion(double baseline) {
        return new MetricPlan(Type.PROPORTION, baseline, null, null, null);
    }

    private static MetricPlan ratio(Denominator denominator) {
        return new MetricPlan(Type.RATIO, 1.0, 2.0, denominator, null);
    }

    private static EffectPlan absolute(double effect) {
        return new EffectPlan(effect, null);
    }

    private static TestPlan weighed(Integer... weights) {
        return new TestPlan(null, null, null, List.of(weights), null, null);
    }

    private static Moments shoppers(SplittableRandom random, int units, double dearer) {
        double[] spent = new double[units];
        double[] orders = new double[units];
        for (int i = 0; i < units; i++) {
            orders[i] = 1 + random.nextInt(4);
            spent[i] = orders[i] * (50 + dearer + 20 * random.nextGaussian());
        }
        return Moments.ofColumns(spent, orders);
    }
}
