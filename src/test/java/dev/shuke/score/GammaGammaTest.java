package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.shuke.score.ModelRefusedException.Reason;
import dev.shuke.testing.Seed;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

/**
 * Against the parameters published for the 946 CDNOW customers who came back within 39 weeks: Fader and Hardie (2013),
 * "The gamma-gamma model of monetary value"; against integrals, and against simulated spending.
 */
class GammaGammaTest {
    private static final GammaGamma PUBLISHED = new GammaGamma(6.25, 3.74, 15.44);

    private final long seed = Seed.take();
    private final Random random = new Random(seed);

    @Test
    void findsThePublishedParameters() {
        List<Spending> members = Cdnow.customers().stream().map(Cdnow::spent).toList();
        assertThat(members.stream().filter(member -> member.purchases() > 0)).hasSize(946);
        GammaGamma found = GammaGamma.fit(members);
        assertThat(found.p()).isCloseTo(PUBLISHED.p(), within(0.005));
        assertThat(found.q()).isCloseTo(PUBLISHED.q(), within(0.005));
        assertThat(found.gamma()).isCloseTo(PUBLISHED.gamma(), within(0.005));
    }

    @Test
    void closedFormsAreTheIntegrals() {
        for (int i = 0; i < 50; i++) {
            GammaGamma model = new GammaGamma(between(0.5, 4), between(1.5, 6), between(1, 50));
            Spending member = new Spending(1 + random.nextInt(8), between(1, 200));
            String what = "seed " + seed + ": " + model + ", " + member;
            double density = Integral.overPositive(rate -> joint(model, member, rate));
            assertThat(Math.exp(model.logLikelihood(List.of(member))))
                    .as(what)
                    .isCloseTo(density, withPercentage(1e-4));
            double mean = Integral.overPositive(rate -> model.p() / rate * joint(model, member, rate)) / density;
            assertThat(model.expectedMean(member)).as(what).isCloseTo(mean, withPercentage(1e-4));
        }
    }

    /** Of a member's mean amount, gamma(p x, ν x), and of ν, gamma(q, γ). */
    private static double joint(GammaGamma model, Spending member, double rate) {
        int x = member.purchases();
        return new GammaDistribution(model.p() * x, 1 / (rate * x)).density(member.mean())
                * new GammaDistribution(model.q(), 1 / model.gamma()).density(rate);
    }

    /** The truth is among the models that the data do not speak against (likelihood ratio, χ² of 3, 1 in 10,000). */
    @Test
    void findsTheParametersOfSimulatedSpending() {
        Random fixed = new Random(5);
        for (GammaGamma truth : List.of(PUBLISHED, new GammaGamma(2, 6, 1_000))) {
            List<Spending> members =
                    Stream.generate(() -> simulated(truth, fixed)).limit(3_000).toList();
            GammaGamma found = GammaGamma.fit(members);
            assertThat(2 * (found.logLikelihood(members) - truth.logLikelihood(members)))
                    .as("%s of %s", found, truth)
                    .isBetween(0.0, 21.1);
            assertThat(found.q()).isCloseTo(truth.q(), withPercentage(15));
        }
    }

    private static Spending simulated(GammaGamma truth, Random random) {
        double rate =
                new GammaDistribution(truth.q(), 1 / truth.gamma()).inverseCumulativeProbability(random.nextDouble());
        int purchases = 1 + random.nextInt(6);
        GammaDistribution amounts = new GammaDistribution(truth.p(), 1 / rate);
        return new Spending(
                purchases,
                IntStream.range(0, purchases)
                        .mapToDouble(i -> amounts.inverseCumulativeProbability(random.nextDouble()))
                        .average()
                        .orElseThrow());
    }

    @Test
    void withoutPurchasesTheMeanIsEverybodys() {
        assertThat(PUBLISHED.expectedMean(new Spending(0, 0))).isCloseTo(6.25 * 15.44 / 2.74, within(1e-9));
        assertThat(PUBLISHED.expectedMean(new Spending(1_000_000, 50))).isCloseTo(50, within(0.01));
        assertThat(new GammaGamma(6, 0.9, 15).expectedMean(new Spending(0, 0))).isInfinite();
    }

    @Test
    void refusesWhatCannotBeFit() {
        assertThatThrownBy(() -> GammaGamma.fit(List.of(new Spending(3, 20))))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_FEW_MEMBERS));
        assertThatThrownBy(() -> GammaGamma.fit(Collections.nCopies(500, new Spending(0, 0))))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_FEW_REPEATS));
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
