package dev.shuke.score;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.hipparchus.special.Gamma.logGamma;

import dev.shuke.testing.Seed;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The closed forms against the double integral over a member's rate λ and probability p of stopping from which Fader,
 * Hardie and Lee (2005) derive them, for random parameters and members.
 */
class BgNbdIntegralTest {
    private static final int CASES = 3;

    private final long seed = Seed.take();
    private final Random random = new Random(seed);

    private BgNbd model;
    private BuyingPattern buying;

    @Test
    void closedFormsAreTheIntegrals() {
        for (int i = 0; i < CASES; i++) {
            model = new BgNbd(between(0.4, 4), between(1, 60), between(0.4, 4), between(0.4, 8));
            double age = between(1, 100);
            int repeats = random.nextInt(12);
            buying = new BuyingPattern(repeats, repeats == 0 ? 0 : age * between(0.05, 1), age);
            agrees(between(1, 100), between(0, 0.02));
        }
    }

    private void agrees(double horizon, double discount) {
        String what = "seed " + seed + ": " + model + ", " + buying + ", " + horizon;
        double likelihood = integral((rate, stop) -> 1, true);
        assertThat(exp(model.logLikelihood(List.of(buying)))).as(what).isCloseTo(likelihood, withPercentage(1e-4));
        assertThat(model.probabilityActive(buying))
                .as(what)
                .isCloseTo(integral((rate, stop) -> 1, false) / likelihood, withPercentage(1e-4));
        double purchases = integral((rate, stop) -> rate * decayed(rate * stop, horizon), false) / likelihood;
        assertThat(model.expectedPurchases(buying, horizon)).as(what).isCloseTo(purchases, withPercentage(1e-3));
        double discounted =
                integral((rate, stop) -> rate * decayed(rate * stop + discount, horizon), false) / likelihood;
        assertThat(model.discountedPurchases(buying, horizon, discount))
                .as(what)
                .isCloseTo(discounted, withPercentage(1e-3));
    }

    /** The time that an active member is active within the horizon, with all that ends or discounts it. */
    private static double decayed(double speed, double horizon) {
        return speed * horizon < 1e-12 ? horizon : -Math.expm1(-speed * horizon) / speed;
    }

    /** Of a function of λ and p over all members who bought so: those still active, and if asked those who stopped. */
    private double integral(DoubleBinaryOperator function, boolean stoppedToo) {
        int x = buying.repeats();
        double logBeta = logGamma(model.a()) + logGamma(model.b()) - logGamma(model.a() + model.b());
        return Integral.overUnit((p, rest) -> {
            double ofStopping = (model.a() - 1) * log(p) + (model.b() - 1) * log(rest) - logBeta;
            return Integral.overPositive(rate -> {
                double of = ofStopping + logGammaDensity(rate) + x * log(rate);
                double active = exp(of + x * log(rest) - rate * buying.age());
                double stopped =
                        x == 0 || !stoppedToo ? 0 : exp(of + log(p) + (x - 1) * log(rest) - rate * buying.recency());
                return (active + stopped) * function.applyAsDouble(rate, p);
            });
        });
    }

    private double logGammaDensity(double rate) {
        return model.r() * log(model.alpha())
                + (model.r() - 1) * log(rate)
                - model.alpha() * rate
                - logGamma(model.r());
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
