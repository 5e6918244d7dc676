package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

/** Value and interval, against the hold-out of CDNOW and against simulated members. */
class LifetimeValueModelTest {
    private static final List<Cdnow> CDNOW = Cdnow.customers();
    private static final LifetimeValueModel MODEL = new LifetimeValueModel(
            BgNbd.fit(CDNOW.stream().map(Cdnow::buying).toList()),
            GammaGamma.fit(CDNOW.stream().map(Cdnow::spent).toList()),
            Cdnow.WEEKS_HELD_OUT,
            0);

    @Test
    void valueIsHowOftenTimesHowMuch() {
        BuyingPattern buying = new BuyingPattern(4, 30, 38.86);
        Spending spent = new Spending(4, 50);
        assertThat(MODEL.value(buying, spent, 0.8).expected())
                .isCloseTo(
                        MODEL.frequency().expectedPurchases(buying, 39)
                                * MODEL.spending().expectedMean(spent),
                        withPercentage(1e-9));
    }

    /**
     * Most spend nothing, which is the lower end of their interval: hence more than 0.8. Above lie 11 in 100 and not 10,
     * since all together bought more than expected (1,882 purchases of 1,653).
     */
    @Test
    void intervalsCoverWhatWasSpentAsOftenAsTheySay() {
        LifetimeValueBackTest backTest = LifetimeValueBackTest.of(
                MODEL,
                CDNOW.stream()
                        .map(customer -> new LifetimeValueBackTest.Outcome(
                                customer.buying(), customer.spent(), customer.laterSpent()))
                        .toList(),
                0.8);
        assertThat(backTest.members()).isEqualTo(2357);
        assertThat(backTest.expected() / backTest.spent()).isBetween(0.8, 1.0);
        assertThat(backTest.covered()).isGreaterThan(0.8);
        assertThat(backTest.above()).isLessThan(0.12);
    }

    /** Members drawn as the model sees one with this past, each living through the horizon. */
    @Test
    void intervalsAreTheQuantilesOfSimulatedMembers() {
        BuyingPattern buying = new BuyingPattern(5, 30, 38.86);
        Spending spent = new Spending(5, 40);
        Random random = new Random(17);
        double[] totals = DoubleStream.generate(() -> total(buying, spent, random))
                .limit(20_000)
                .sorted()
                .toArray();
        LifetimeValue value = MODEL.value(buying, spent, 0.8);
        assertThat(Arrays.stream(totals).average().orElseThrow()).isCloseTo(value.expected(), withPercentage(3));
        assertThat(Arrays.stream(totals).filter(total -> total > value.high()).count() / 20_000.0)
                .isCloseTo(0.1, within(0.016));
        LifetimeValue half = MODEL.value(buying, spent, 0.2);
        assertThat(Arrays.stream(totals).filter(total -> total > half.high()).count() / 20_000.0)
                .isCloseTo(0.4, within(0.016));
        assertThat(Arrays.stream(totals).filter(total -> total < half.low()).count() / 20_000.0)
                .isCloseTo(0.4, within(0.016));
    }

    private static double total(BuyingPattern buying, Spending spent, Random random) {
        BgNbd model = MODEL.frequency();
        if (random.nextDouble() > model.probabilityActive(buying)) {
            return 0;
        }
        double rate = new GammaDistribution(model.r() + buying.repeats(), 1 / (model.alpha() + buying.age()))
                .inverseCumulativeProbability(random.nextDouble());
        double stop = new BetaDistribution(model.a(), model.b() + buying.repeats())
                .inverseCumulativeProbability(random.nextDouble());
        int purchases = new BuyingSimulation(model, random.nextLong())
                .member(rate, stop, 0, 39)
                .later();
        GammaGamma money = MODEL.spending();
        double nu = new GammaDistribution(money.q() + money.p() * 5, 1 / (money.gamma() + 5 * spent.mean()))
                .inverseCumulativeProbability(random.nextDouble());
        GammaDistribution amounts = new GammaDistribution(money.p(), 1 / nu);
        return IntStream.range(0, purchases)
                .mapToDouble(i -> amounts.inverseCumulativeProbability(random.nextDouble()))
                .sum();
    }

    @Test
    void aDiscountTakesLessThanItsRate() {
        double yearly = LifetimeValueModel.discountRate(0.1, 52.18);
        assertThat(Math.exp(-yearly * 52.18)).isCloseTo(1 / 1.1, within(1e-12));
        LifetimeValueModel discounted =
                new LifetimeValueModel(MODEL.frequency(), MODEL.spending(), MODEL.horizon(), yearly);
        BuyingPattern buying = new BuyingPattern(5, 38, 38.86);
        LifetimeValue plain = MODEL.value(buying, new Spending(5, 40), 0.8);
        LifetimeValue value = discounted.value(buying, new Spending(5, 40), 0.8);
        assertThat(value.expected() / plain.expected()).isBetween(1 / 1.1, 0.99);
        assertThat(value.high() / plain.high()).isCloseTo(value.expected() / plain.expected(), within(1e-6));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LifetimeValueModel(MODEL.frequency(), MODEL.spending(), 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.value(new BuyingPattern(0, 0, 1), new Spending(0, 0), 1));
        assertThatThrownBy(() -> new LifetimeValueModel(MODEL.frequency(), new GammaGamma(1, 0.9, 3), 39, 0))
                .isInstanceOf(ModelRefusedException.class);
    }
}
