package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class AssociationTest {
    /** Aspirin and heart attacks: Agresti (2002), Categorical Data Analysis, second edition, table 2.1: 189 of 11,034 under
     * placebo and 104 of 11,037 under aspirin; X² = 25.01 in An Introduction to Categorical Data Analysis, section 2.4. */
    private static final Association ASPIRIN = new Association(189, 189 + 104, 11_034, 11_034 + 11_037);

    @Test
    void ofAPublishedTable() {
        assertThat(ASPIRIN.chiSquare()).isCloseTo(25.01, within(0.005));
        assertThat(ASPIRIN.share()).isCloseTo(0.0171, within(0.00005)); // Agresti's proportions of the rows
        assertThat(ASPIRIN.pValue()).isCloseTo(Erf.erfc(Math.sqrt(ASPIRIN.chiSquare() / 2)), within(1e-12));
    }

    @Test
    void itIsTheSameFromEitherSide() {
        Association other = new Association(104, 189 + 104, 11_037, 11_034 + 11_037);
        assertThat(other.chiSquare()).isCloseTo(ASPIRIN.chiSquare(), within(1e-9));
        assertThat(ASPIRIN.lift()).isGreaterThan(1);
        assertThat(other.lift()).isLessThan(1);
    }

    @Test
    void whatSaysNothingHasALiftOfOne() {
        Association none = new Association(25, 50, 500, 1000);
        assertThat(none.lift()).isEqualTo(1);
        assertThat(none.chiSquare()).isZero();
        assertThat(none.pValue()).isEqualTo(1);
    }

    @Test
    void largeCountsDoNotOverflow() {
        Association large = new Association(300_000_000L, 600_000_000L, 400_000_000L, 1_000_000_000L);
        assertThat(large.chiSquare()).isCloseTo(large(1_000_000), within(1e-3 * large(1_000_000)));
        assertThat(large.pValue()).isBetween(0.0, 1e-300);
    }

    /** The statistic grows with the numbers, all else equal. */
    private static double large(long times) {
        return times * new Association(300, 600, 400, 1000).chiSquare();
    }

    @Test
    void aCellOfWhichFewAreToBeExpectedIsNotTested() {
        assertThat(new Association(3, 10, 490, 1000).testable()).isFalse(); // 4.9
        assertThat(new Association(3, 10, 500, 1000).testable()).isTrue(); // 5
        assertThat(new Association(100, 1000, 100, 1000).testable()).isFalse(); // all have it
        assertThat(new Association(0, 10, 0, 1000).testable()).isFalse(); // nobody is in the group
    }

    /** The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: at 0.05 the four smallest are findings. */
    @Test
    void findingsAreThoseOfThePaper() {
        List<Double> published = List.of(
                0.0459, 0.0001, 0.3240, 0.0004, 0.4262, 0.0019, 0.5719, 0.0095, 0.6528, 0.0201, 0.7590, 0.0278, 1.0,
                0.0298, 0.0344);
        List<Double> adjusted = Association.adjusted(published);
        assertThat(IntStream.range(0, adjusted.size())
                        .filter(i -> adjusted.get(i) <= 0.05)
                        .mapToObj(published::get))
                .containsExactlyInAnyOrder(0.0001, 0.0004, 0.0019, 0.0095);
        assertThat(adjusted.get(7)).isCloseTo(0.0095 * 15 / 4, within(1e-12));
        assertThat(adjusted.get(12)).isEqualTo(1);
    }
}
