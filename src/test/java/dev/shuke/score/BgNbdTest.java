package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.shuke.score.ModelRefusedException.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/**
 * Against what Fader, Hardie and Lee publish of the CDNOW sample: the parameters and the log-likelihood in "Counting your
 * customers the easy way", Marketing Science 24(2), 2005; and against purchases that were simulated.
 */
class BgNbdTest {
    private static final List<Cdnow> CDNOW = Cdnow.customers();
    private static final List<BuyingPattern> CDNOW_BUYING =
            CDNOW.stream().map(Cdnow::buying).toList();
    private static final BgNbd PUBLISHED = new BgNbd(0.243, 4.414, 0.793, 2.426);

    @Test
    void findsThePublishedParameters() {
        BgNbd found = BgNbd.fit(CDNOW_BUYING);
        assertThat(found.r()).isCloseTo(PUBLISHED.r(), within(0.0005));
        assertThat(found.alpha()).isCloseTo(PUBLISHED.alpha(), within(0.0005));
        assertThat(found.a()).isCloseTo(PUBLISHED.a(), within(0.0005));
        assertThat(found.b()).isCloseTo(PUBLISHED.b(), within(0.0005));
        assertThat(found.logLikelihood(CDNOW_BUYING)).isCloseTo(-9582.4, within(0.05));
    }

    /** 1,653 are expected of this sample; 1,882 is what they bought. */
    @Test
    void predictsThePublishedPurchasesOfTheHoldOut() {
        assertThat(CDNOW).hasSize(2357);
        assertThat(CDNOW.stream().mapToLong(Cdnow::laterPurchases).sum()).isEqualTo(1882);
        BgNbd found = BgNbd.fit(CDNOW_BUYING);
        assertThat(CDNOW_BUYING.stream()
                        .mapToDouble(buying -> found.expectedPurchases(buying, Cdnow.WEEKS_HELD_OUT))
                        .sum())
                .isCloseTo(1653, within(1.0));
    }

    @Test
    void nothingNearTheOptimumIsLikelier() {
        List<BuyingPattern> groups = BuyingPattern.grouped(CDNOW_BUYING);
        BgNbd found = BgNbd.fit(groups);
        double[] at = {found.r(), found.alpha(), found.a(), found.b()};
        for (int parameter = 0; parameter < at.length; parameter++) {
            double slope = (likelihood(at, parameter, 1e-3, groups) - likelihood(at, parameter, -1e-3, groups)) / 2e-3;
            assertThat(slope).as("slope of parameter %d", parameter).isCloseTo(0, within(0.05));
            assertThat(likelihood(at, parameter, 0.02, groups)).isLessThan(found.logLikelihood(groups));
            assertThat(likelihood(at, parameter, -0.02, groups)).isLessThan(found.logLikelihood(groups));
        }
    }

    private static double likelihood(double[] at, int parameter, double step, List<BuyingPattern> groups) {
        double[] moved = at.clone();
        moved[parameter] *= Math.exp(step);
        return new BgNbd(moved[0], moved[1], moved[2], moved[3]).logLikelihood(groups);
    }

    @Test
    void membersAlikeMayStandInOneRow() {
        List<BuyingPattern> groups = BuyingPattern.grouped(CDNOW_BUYING);
        assertThat(groups).hasSizeLessThan(CDNOW_BUYING.size());
        assertThat(groups.stream().mapToLong(BuyingPattern::members).sum()).isEqualTo(2357);
        assertThat(PUBLISHED.logLikelihood(groups))
                .isCloseTo(PUBLISHED.logLikelihood(CDNOW_BUYING), withPercentage(1e-10));
    }

    /** The truth is among the models that the data do not speak against (likelihood ratio, χ² of 4, 1 in 10,000). */
    @Test
    void findsTheParametersOfSimulatedPurchases() {
        for (BgNbd truth : List.of(new BgNbd(0.6, 40, 0.8, 3), new BgNbd(2, 20, 1.5, 6), PUBLISHED)) {
            List<BuyingPattern> simulated = BuyingPattern.grouped(new BuyingSimulation(truth, 7).members(5_000, 200));
            BgNbd found = BgNbd.fit(simulated);
            assertThat(2 * (found.logLikelihood(simulated) - truth.logLikelihood(simulated)))
                    .as("%s of %s", found, truth)
                    .isBetween(0.0, 23.5);
            assertThat(found.r()).isCloseTo(truth.r(), withPercentage(20));
            assertThat(found.alpha()).isCloseTo(truth.alpha(), withPercentage(20));
            assertThat(found.a() / (found.a() + found.b()))
                    .isCloseTo(truth.a() / (truth.a() + truth.b()), withPercentage(20));
        }
    }

    @Test
    void predictsSimulatedPurchases() {
        BgNbd truth = new BgNbd(0.8, 30, 0.7, 3);
        BuyingSimulation simulation = new BuyingSimulation(truth, 11);
        double expected = 0;
        double came = 0;
        for (int i = 0; i < 40_000; i++) {
            var member = simulation.member(100, 60);
            expected += truth.expectedPurchases(member.buying(), 60);
            came += member.later();
        }
        assertThat(came).isCloseTo(expected, withPercentage(2));
    }

    /** As where a merchant's members all come back for ever: a limit of the model, and no reason to have none. */
    @Test
    void findsThatNobodyStops() {
        List<BuyingPattern> simulated = new BuyingSimulation(new BgNbd(1.5, 30, 1e-9, 1), 3).members(1_500, 100);
        BgNbd found = BgNbd.fit(simulated);
        assertThat(found.r()).isCloseTo(1.5, within(0.2));
        assertThat(found.probabilityActive(new BuyingPattern(5, 60, 100))).isGreaterThan(0.98);
        double purchases = found.expectedPurchases(new BuyingPattern(5, 60, 100), 50);
        assertThat(purchases).isCloseTo((found.r() + 5) / (found.alpha() + 100) * 50, withPercentage(2));
    }

    @Test
    void oneTimeBuyersCountAsActive() {
        assertThat(PUBLISHED.probabilityActive(new BuyingPattern(0, 0, 38.86))).isEqualTo(1);
        assertThat(PUBLISHED.probabilityActive(new BuyingPattern(3, 38.86, 38.86)))
                .isCloseTo(1 / (1 + 0.793 / (2.426 + 2)), within(1e-12));
        assertThat(PUBLISHED.probabilityActive(new BuyingPattern(400, 1, 3000))).isLessThan(1e-100);
    }

    @Test
    void extremesStayNumbers() {
        for (BuyingPattern buying : List.of(
                new BuyingPattern(0, 0, 0),
                new BuyingPattern(0, 0, 20_000),
                new BuyingPattern(3_000, 3_000, 3_000),
                new BuyingPattern(3_000, 1, 3_000))) {
            assertThat(PUBLISHED.logLikelihood(List.of(buying))).isFinite();
            assertThat(PUBLISHED.expectedPurchases(buying, 365)).isBetween(0.0, 400.0);
            assertThat(PUBLISHED.expectedPurchases(buying, 0)).isZero();
            assertThat(Arrays.stream(PUBLISHED.purchases(buying, 365)).sum()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void refusesWhatCannotBeFit() {
        assertThatThrownBy(() -> BgNbd.fit(List.of())).satisfies(reason(Reason.TOO_FEW_MEMBERS));
        assertThatThrownBy(() -> BgNbd.fit(List.of(new BuyingPattern(3, 20, 30))))
                .satisfies(reason(Reason.TOO_FEW_MEMBERS));
        assertThatThrownBy(() -> BgNbd.fit(Collections.nCopies(5_000, new BuyingPattern(0, 0, 30))))
                .satisfies(reason(Reason.TOO_FEW_REPEATS))
                .hasMessageContaining("0 of 5000 members came back");
    }

    /** All members alike leave the parameters open, but not what is expected of them. */
    @Test
    void membersAllAlikeAreFitOrRefusedInTime() {
        try {
            BgNbd found = BgNbd.fit(List.of(new BuyingPattern(4, 80, 100, 1_000)));
            assertThat(found.expectedPurchases(new BuyingPattern(4, 80, 100), 10))
                    .isBetween(0.0, 1.0);
        } catch (ModelRefusedException refused) {
            assertThat(refused.reason()).isEqualTo(Reason.NOT_CONVERGED);
        }
    }

    @Test
    void noSuchPattern() {
        Stream.<Runnable>of(
                        () -> new BuyingPattern(-1, 0, 1),
                        () -> new BuyingPattern(0, 1, 2),
                        () -> new BuyingPattern(1, 0, 2),
                        () -> new BuyingPattern(1, 3, 2),
                        () -> new BuyingPattern(1, Double.NaN, 2),
                        () -> new BuyingPattern(1, 1, Double.NaN),
                        () -> new BuyingPattern(1, 1, 2, 0))
                .forEach(pattern -> assertThatIllegalArgumentException().isThrownBy(pattern::run));
    }

    /** The paper's closed form at the published parameters, with ₂F₁ by SciPy 1.17. */
    @Test
    void expectsWhatTheClosedFormDoes() {
        assertThat(PUBLISHED.expectedPurchases(new BuyingPattern(2, 30.43, 38.86), 39))
                .isCloseTo(1.22602817, within(1e-8));
        assertThat(PUBLISHED.expectedPurchases(new BuyingPattern(7, 29.43, 38.86), 39))
                .isCloseTo(3.33705327, within(1e-8));
        assertThat(PUBLISHED.expectedPurchases(new BuyingPattern(0, 0, 38.86), 39))
                .isCloseTo(0.19509805, within(1e-8));
        assertThat(PUBLISHED.expectedPurchases(new BuyingPattern(26, 37, 38.86), 52))
                .isCloseTo(20.97297538, within(1e-8));
    }

    /** The counts' distribution and the expectation come from different equations. */
    @Test
    void theMeanOfTheDistributionIsTheExpectation() {
        for (BuyingPattern buying : List.of(
                new BuyingPattern(0, 0, 5),
                new BuyingPattern(0, 0, 38.86),
                new BuyingPattern(7, 29.43, 38.86),
                new BuyingPattern(60, 38, 38.86))) {
            double[] counts = PUBLISHED.purchases(buying, 52);
            assertThat(IntStream.range(0, counts.length)
                            .mapToDouble(n -> n * counts[n])
                            .sum())
                    .isCloseTo(PUBLISHED.expectedPurchases(buying, 52), withPercentage(0.01));
        }
    }

    private static ThrowingConsumer<Throwable> reason(Reason reason) {
        return refused -> assertThat(((ModelRefusedException) refused).reason()).isEqualTo(reason);
    }
}
