package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shuke.testing.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackTestTest {
    private final long seed = Seed.take();
    private final Random random = new Random(seed);

    /** The definition: over all pairs of one to whom it happened and one to whom not. Few different scores: many ties. */
    @Test
    void aucIsTheShareOfPairsInTheRightOrder() {
        for (int round = 0; round < 200; round++) {
            int size = 2 + random.nextInt(60);
            double[] scores = random.ints(size, 0, 1 + random.nextInt(20))
                    .asDoubleStream()
                    .toArray();
            boolean[] outcomes = outcomes(size);
            outcomes[0] = true;
            outcomes[1] = false;
            assertThat(BackTest.auc(scores, outcomes))
                    .as("seed %d, round %d", seed, round)
                    .isCloseTo(byPairs(scores, outcomes), within(1e-12));
        }
    }

    private static double byPairs(double[] scores, boolean[] outcomes) {
        double right = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (outcomes[i] && !outcomes[j]) {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }

    @Test
    void aucOfOneOutcomeIsNoNumberAndPassesNothing() {
        double[] scores = {0.1, 0.2};
        BackTest backTest = BackTest.of(scores, scores, new boolean[2]);
        assertThat(backTest.auc()).isNaN();
        assertThat(backTest.passed()).isFalse();
    }

    @Test
    void brierIsTheMeanSquaredDifference() {
        assertThat(BackTest.brier(new double[] {0.8, 0.3, 0}, new boolean[] {true, true, false}))
                .isCloseTo((0.04 + 0.49 + 0) / 3, within(1e-12));
    }

    @Test
    void whatIsForetoldRightIsReliable() {
        random.setSeed(29);
        double[] probabilities = random.doubles(50_000).toArray();
        boolean[] outcomes = new boolean[probabilities.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = random.nextDouble() < probabilities[i];
        }
        BackTest backTest = BackTest.of(probabilities, new double[outcomes.length], outcomes);
        assertThat(backTest.reliability()).hasSize(10).allSatisfy(part -> {
            assertThat(part.members()).isEqualTo(5_000);
            assertThat(part.happened()).isCloseTo(part.foretold(), within(0.03));
        });
        assertThat(backTest.passed()).isTrue();
        assertThat(BackTest.of(new double[outcomes.length], probabilities, outcomes)
                        .passed())
                .isFalse();
    }

    private boolean[] outcomes(int size) {
        boolean[] outcomes = new boolean[size];
        for (int i = 0; i < size; i++) {
            outcomes[i] = random.nextBoolean();
        }
        return outcomes;
    }
}
