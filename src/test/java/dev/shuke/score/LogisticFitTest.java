package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shuke.testing.Seed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogisticFitTest {
    private final long seed = Seed.take();
    private final Random random = new Random(seed);

    /** Where the likelihood is highest, the observed and the foretold sums agree, but for the ridge. */
    @Test
    void solvesTheScoreEquations() {
        List<double[]> rows = rows(500);
        boolean[] outcomes = outcomes(rows);
        LogisticRegression fit = LogisticFit.of(rows, outcomes);
        double[] slope = new double[4];
        for (int i = 0; i < outcomes.length; i++) {
            double residual = (outcomes[i] ? 1 : 0) - fit.probability(rows.get(i));
            slope[0] += residual;
            for (int term = 0; term < 3; term++) {
                slope[term + 1] += residual * fit.terms().get(term).standardised(rows.get(i)[term]);
            }
        }
        assertThat(slope[0]).as("seed %d", seed).isCloseTo(0, within(1e-5));
        for (int term = 0; term < 3; term++) {
            assertThat(slope[term + 1])
                    .as("seed %d", seed)
                    .isCloseTo(LogisticFit.RIDGE * fit.terms().get(term).weight(), within(1e-5));
        }
    }

    @Test
    void findsTheWeightsOfSimulatedOutcomes() {
        random.setSeed(23);
        List<double[]> rows = rows(20_000);
        LogisticRegression fit = LogisticFit.of(rows, outcomes(rows));
        double[] weights = fit.terms().stream()
                .mapToDouble(term -> term.deviation() == 0 ? 0 : term.weight() / term.deviation())
                .toArray();
        assertThat(weights[0]).isCloseTo(1.2, within(0.1));
        assertThat(weights[1]).isCloseTo(-0.02, within(0.002));
        assertThat(weights[2]).as("a value that never differs").isZero();
    }

    @Test
    void staysFiniteWhereOutcomesCanBeToldApartWithoutError() {
        List<double[]> rows =
                IntStream.range(0, 100).mapToObj(i -> new double[] {i, i}).toList();
        boolean[] outcomes = new boolean[100];
        for (int i = 50; i < 100; i++) {
            outcomes[i] = true;
        }
        LogisticRegression fit = LogisticFit.of(rows, outcomes);
        assertThat(fit.probability(99, 99)).isBetween(0.95, 1.0);
        assertThat(fit.terms().get(0).weight())
                .as("both say the same, and share it")
                .isCloseTo(fit.terms().get(1).weight(), within(1e-5));
    }

    @Test
    void refusesOneOutcome() {
        assertThatThrownBy(() -> LogisticFit.of(rows(50), new boolean[50])).isInstanceOf(ModelRefusedException.class);
    }

    private List<double[]> rows(int many) {
        return Stream.generate(() -> new double[] {random.nextGaussian(), 100 + 50 * random.nextGaussian(), 7})
                .limit(many)
                .toList();
    }

    private boolean[] outcomes(List<double[]> rows) {
        boolean[] outcomes = new boolean[rows.size()];
        for (int i = 0; i < outcomes.length; i++) {
            double logOdds = 0.5 + 1.2 * rows.get(i)[0] - 0.02 * rows.get(i)[1];
            outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
        }
        return outcomes;
    }
}
