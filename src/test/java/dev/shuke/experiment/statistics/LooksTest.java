package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    private static final int RUNS = 2_000;
    private static final List<Looks> ALL = List.of(
            Looks.ONCE,
            new Looks.Anytime(),
            new Looks.Planned(1, ErrorSpending.POCOCK),
            new Looks.Planned(5, ErrorSpending.O_BRIEN_FLEMING),
            new Looks.Planned(20, ErrorSpending.POCOCK));

    /**
     * Pocock's test: Jennison and Turnbull 2000, Group Sequential Methods, tables 2.1 (constants, which make the error 5 %)
     * and 2.2 (maximum number of units ÷ that of a test with one look).
     */
    @ParameterizedTest
    @CsvSource({
        "2, 2.178, 1.110, 1.100",
        "3, 2.289, 1.166, 1.151",
        "4, 2.361, 1.202, 1.183",
        "5, 2.413, 1.229, 1.207",
        "10, 2.555, 1.301, 1.271"
    })
    void pocockAsJennisonAndTurnbullPrintIt(int looks, double constant, double usual, double more) {
        inflations(looks, _ -> constant, usual, more);
    }

    /** O'Brien and Fleming's: the same, tables 2.3 and 2.4. */
    @ParameterizedTest
    @CsvSource({
        "2, 1.977, 1.008, 1.007",
        "3, 2.004, 1.017, 1.016",
        "4, 2.024, 1.024, 1.022",
        "5, 2.040, 1.028, 1.026",
        "10, 2.087, 1.040, 1.037"
    })
    void obrienAndFlemingAsJennisonAndTurnbullPrintIt(int looks, double constant, double usual, double more) {
        inflations(looks, time -> constant * Math.sqrt((double) looks / time), usual, more);
    }

    private static void inflations(int looks, IntToDoubleFunction boundary, double usual, double more) {
        double[] times = IntStream.rangeClosed(1, looks)
                .mapToDouble(look -> (double) look / looks)
                .toArray();
        double[] boundaries =
                IntStream.rangeClosed(1, looks).mapToDouble(boundary).toArray();
        assertThat(GroupSequential.error(times, boundaries)).isCloseTo(0.05, within(0.0001));
        assertThat(square(GroupSequential.drift(times, boundaries, 0.8) / Looks.ONCE.drift(0.95, 0.8)))
                .isCloseTo(usual, within(0.001));
        assertThat(square(GroupSequential.drift(times, boundaries, 0.9) / Looks.ONCE.drift(0.95, 0.9)))
                .isCloseTo(more, within(0.001));
    }

    @Test
    void whoLooksOnceNeedsNoMore() {
        assertThat(Looks.ONCE.inflation(0.95, 0.8)).isEqualTo(1);
        assertThat(new Looks.Planned(1, ErrorSpending.O_BRIEN_FLEMING).inflation(0.95, 0.8))
                .isCloseTo(1, within(1e-9));
        assertThat(ALL.stream().skip(1).map(looks -> looks.inflation(0.99, 0.9)))
                .allMatch(inflation -> inflation > 1 - 1e-9 && inflation < 2);
    }

    @Test
    void aDriftIsFoundWithThePowerThatItIsThere() {
        for (Looks looks : ALL) {
            for (double power : new double[] {0.5, 0.8, 0.999}) {
                assertThat(looks.power(0.95, looks.drift(0.95, power))).isCloseTo(power, within(1e-8));
            }
            assertThat(looks.power(0.95, 40)).isCloseTo(1, within(1e-12));
        }
    }

    /** Ways of a Brownian motion with that drift, looked at as planned. */
    @Test
    void plannedLooksFindAsOftenAsTheySay() {
        Looks looks = new Looks.Planned(5, ErrorSpending.O_BRIEN_FLEMING);
        double[] times = {0.2, 0.4, 0.6, 0.8, 1};
        double[] boundaries = GroupSequential.boundaries(times, 0.95, ErrorSpending.O_BRIEN_FLEMING);
        assertThat(found(1, looks.drift(0.95, 0.8), 5, look -> boundaries[look]))
                .isCloseTo(0.8, within(0.03));
        assertThat(found(1, looks.drift(0.95, 0.8) - 0.3, 5, look -> boundaries[look]))
                .as("with a tenth less of a difference")
                .isLessThan(0.77);
    }

    /** The planned end alone is counted on; the days before it only help. */
    @Test
    void lookingEveryDayFindsAtLeastAsOften() {
        double multiplier = ConfidenceSequence.multiplierAtPlan(0.95);
        double drift = new Looks.Anytime().drift(0.95, 0.8);
        assertThat(found(2, drift, 28, look -> look == 27 ? multiplier : 99)).isCloseTo(0.8, within(0.03));
        assertThat(found(2, drift, 28, look -> anytime((look + 1) / 28.0))).isBetween(0.8, 0.9);
    }

    private static double anytime(double time) {
        Estimate half = new Estimate((long) (time * 50_000), 0, 1, 99);
        Comparison comparison =
                ConfidenceSequence.compare(half, half, 0.95, 100_000).require();
        return comparison.interval().upper() / comparison.standardError();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Looks.Planned(0, ErrorSpending.POCOCK));
        assertThatIllegalArgumentException().isThrownBy(() -> new Looks.Planned(31, ErrorSpending.POCOCK));
    }

    private static double found(long seed, double drift, int looks, IntToDoubleFunction boundary) {
        SplittableRandom random = new SplittableRandom(seed);
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            double at = 0;
            boolean told = false;
            for (int look = 0; look < looks; look++) {
                at += drift / looks + random.nextGaussian() / Math.sqrt(looks);
                told |= at / Math.sqrt((look + 1.0) / looks) > boundary.applyAsDouble(look);
            }
            found += told ? 1 : 0;
        }
        return (double) found / RUNS;
    }

    private static double square(double number) {
        return number * number;
    }
}
