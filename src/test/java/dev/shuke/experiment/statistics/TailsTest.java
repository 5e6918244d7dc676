package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Against SciPy 1.17.1. */
class TailsTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final Percentage TAIL = withPercentage(1e-4);

    @Test
    void normal() {
        assertThat(Tails.normalAbove(10)).isCloseTo(7.61985302416047e-24, EXACT);
        assertThat(Tails.normalQuantileAbove(0.025)).isCloseTo(1.959963984540054, EXACT);
        assertThat(Tails.normalQuantileAbove(1e-12)).isCloseTo(7.034483825301131, EXACT);
        assertThat(Tails.normalQuantileAbove(0.7)).isCloseTo(-0.5244005127080407, EXACT);
    }

    @Test
    void student() {
        assertThat(Tails.studentBeyond(5, 3.7)).isCloseTo(0.009163967644893314, EXACT);
        assertThat(Tails.studentMultiplier(0.95, 3.7)).isCloseTo(2.8675207071911903, EXACT);
        assertThat(Tails.studentMultiplier(0.95, 1)).isCloseTo(12.706204736174694, EXACT);
    }

    @Test
    void studentOfManyDegreesOfFreedom() {
        assertThat(Tails.studentBeyond(3, 25_000)).isCloseTo(0.002702455868982961, EXACT);
        assertThat(Tails.studentMultiplier(0.95, 25_000)).isCloseTo(1.9600588799054275, EXACT);
        assertThat(Tails.studentBeyond(5, 1e6)).isCloseTo(5.733997870890745e-07, TAIL);
        assertThat(Tails.studentMultiplier(0.95, 1e6)).isCloseTo(1.9599663568141072, EXACT);
        assertThat(Tails.studentBeyond(5, 1e9)).isCloseTo(5.733032403951619e-07, TAIL);
    }

    @Test
    void studentOfAnyConfidenceComesBack() {
        for (double degrees : new double[] {1, 3.9, 4.1, 9, 77, 19_000, 30_000}) {
            for (double confidence : new double[] {0.5, 0.8, 0.95, 0.999, 0.999999}) {
                double multiplier = Tails.studentMultiplier(confidence, degrees);
                assertThat(Tails.studentBeyond(multiplier, degrees)).isCloseTo(1 - confidence, TAIL);
            }
        }
    }

    @Test
    void theTwoWaysOfStudentMeet() {
        assertThat(Tails.studentBeyond(2.5, 19_999.999)).isCloseTo(Tails.studentBeyond(2.5, 20_000), EXACT);
        assertThat(Tails.studentMultiplier(0.99, 19_999.999)).isCloseTo(Tails.studentMultiplier(0.99, 20_000), EXACT);
    }

    @Test
    void chiSquare() {
        assertThat(Tails.chiSquareAbove(40, 1)).isCloseTo(2.5396285894708634e-10, TAIL);
        assertThat(Tails.chiSquareAbove(40, 9)).isCloseTo(7.598525229464264e-06, EXACT);
        assertThat(Tails.chiSquareAbove(0, 9)).isEqualTo(1);
    }
}
