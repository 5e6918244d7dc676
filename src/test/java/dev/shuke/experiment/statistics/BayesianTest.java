package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BayesianTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /** Against the sum that Miller 2015, "Formulas for Bayesian A/B testing", derives for whole shapes. */
    @ParameterizedTest
    @CsvSource({"80, 1000, 100, 1000", "1, 10, 0, 39", "0, 5, 5, 5", "500, 1000, 505, 1000", "3, 10, 40000, 100000"})
    void chanceOfBestAsTheSum(long a, long ofA, long b, long ofB) {
        List<Bayesian.Belief> beliefs = proportions(a, ofA, b, ofB);
        double sum = 0;
        for (int i = 0; i <= b; i++) {
            sum += Math.exp(logBeta(a + 1.0 + i, ofB - b + 1.0 + (ofA - a) + 1)
                    - Math.log(ofB - b + 1.0 + i)
                    - logBeta(1.0 + i, ofB - b + 1.0)
                    - logBeta(a + 1.0, ofA - a + 1.0));
        }
        assertThat(beliefs.get(1).chanceOfBest()).isCloseTo(sum, withPercentage(1e-5));
        assertThat(beliefs.get(0).chanceOfBest()).isCloseTo(1 - sum, within(1e-9));
    }

    /** What one loses more than the other is what it is less by. */
    @Test
    void lossesDifferByTheMeans() {
        List<Bayesian.Belief> beliefs = proportions(80, 1000, 100, 1000);
        assertThat(beliefs.get(0).expectedLoss() - beliefs.get(1).expectedLoss())
                .isCloseTo(101.0 / 1002 - 81.0 / 1002, EXACT);
    }

    /** Against SciPy 1.17.1, {@code integrate.quad} of normal densities 1.0 ± 0.1, 1.2 ± 0.15, 0.9 ± 0.3. */
    @Test
    void threeMeans() {
        List<Bayesian.Belief> beliefs = Bayesian.means(
                        List.of(
                                new Estimate(90, 1.0, 0.01, 89),
                                new Estimate(90, 1.2, 0.0225, 89),
                                new Estimate(90, 0.9, 0.09, 89)),
                        0.95)
                .require();
        assertThat(beliefs.get(0).chanceOfBest()).isCloseTo(0.0972839367154827, EXACT);
        assertThat(beliefs.get(1).chanceOfBest()).isCloseTo(0.7312100294001992, EXACT);
        assertThat(beliefs.get(2).chanceOfBest()).isCloseTo(0.1715060338843183, EXACT);
        assertThat(beliefs.get(0).expectedLoss()).isCloseTo(0.24205938674496522, EXACT);
        assertThat(beliefs.get(1).expectedLoss()).isCloseTo(0.04205938674496539, EXACT);
        assertThat(beliefs.get(0).credible().upper()).isCloseTo(1 + 0.1959963984540054, EXACT);
    }

    /** Two normal means: Φ(d/s), and the loss s (φ(d/s) − (d/s)(1 − Φ(d/s))). */
    @Test
    void twoMeansInClosedForm() {
        List<Bayesian.Belief> beliefs = Bayesian.means(
                        List.of(new Estimate(9, 3, 0.25, 8), new Estimate(9, 3.9, 0.11, 8)), 0.9)
                .require();
        double s = 0.6;
        double z = 0.9 / s;
        assertThat(beliefs.get(0).chanceOfBest()).isCloseTo(Tails.normalAbove(z), EXACT);
        assertThat(beliefs.get(1).expectedLoss())
                .isCloseTo(s * (Tails.normalDensity(z) - z * Tails.normalAbove(z)), EXACT);
    }

    @Test
    void aThousandMillionUnits() {
        List<Bayesian.Belief> beliefs = proportions(100_000_000, 1_000_000_000, 100_015_000, 1_000_000_000);
        double deviation = Math.sqrt(2 * 0.1 * 0.9 / 1e9);
        assertThat(beliefs.get(0).chanceOfBest()).isCloseTo(Tails.normalAbove(1.5e-5 / deviation), withPercentage(0.1));
    }

    @Test
    void whatCannotBeComputedSaysWhy() {
        assertThat(Bayesian.proportions(List.of(new Proportion(0, 0), new Proportion(3, 1)), 0.95))
                .isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(Bayesian.means(List.of(new Estimate(9, 3, 0, 8), new Estimate(9, 3, 1, 8)), 0.95))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThatIllegalArgumentException().isThrownBy(() -> Bayesian.proportions(List.of(), 0.5, 0.5, 0.95));
    }

    private static List<Bayesian.Belief> proportions(long a, long ofA, long b, long ofB) {
        return Bayesian.proportions(List.of(new Proportion(ofA, a), new Proportion(ofB, b)), 0.95)
                .require();
    }

    private static double logBeta(double a, double b) {
        return Gamma.logGamma(a) + Gamma.logGamma(b) - Gamma.logGamma(a + b);
    }
}
