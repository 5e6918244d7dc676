package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.shuke.experiment.Allocation.Answer;
import dev.shuke.experiment.Allocation.Reason;
import dev.shuke.experiment.Allocation.Weight;
import dev.shuke.experiment.Bucket.Draw;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int MANY = 1_000_000;
    private static final List<Weight> HALVES = List.of(new Weight("a", 1), new Weight("b", 1));
    private static final double LEVEL = 0.001;

    private static int[] one;
    private static int[] other;

    /** Once for all tests: a million hashes take seconds. */
    @BeforeAll
    static void draw() {
        one = draws(MANY, "one", Draw.VARIANT);
        other = draws(MANY, "other", Draw.VARIANT);
    }

    @Test
    void allBucketsGetTheSame() {
        assertThat(unevenness(MANY, unit -> one[unit])).isBetween(LEVEL, 1 - LEVEL);
    }

    /** That the test above can fail: of 16 bits, as many as there are buckets six times and a half. */
    @Test
    void aHashOfTooFewBitsIsFound() {
        assertThat(unevenness(
                        MANY / 5,
                        unit -> (int) (Bucket.hash("even", Draw.VARIANT, "unit-" + unit) % 65_536) % Bucket.COUNT))
                .isLessThan(LEVEL);
    }

    @Test
    void experimentsAreIndependentOfEachOther() {
        assertThat(dependence(one, other)).isGreaterThan(LEVEL);
    }

    @Test
    void theDrawsOfOneExperimentAreIndependentToo() {
        assertThat(dependence(one, draws(MANY / 10, "one", Draw.TRAFFIC))).isGreaterThan(LEVEL);
    }

    @Test
    void anExperimentOfTheSameSaltWouldNotBeIndependent() {
        assertThat(dependence(one, one)).isLessThan(LEVEL);
    }

    @Test
    void moreTrafficMovesNobody() {
        Allocation tenth = allocation(1_000, 0, null, HALVES);
        Allocation half = allocation(5_000, 0, null, HALVES);
        long let = 0;
        for (String unit : units(20_000)) {
            if (tenth.assign(unit) instanceof Answer.Given given) {
                let++;
                assertThat(half.assign(unit)).isEqualTo(given);
            }
        }
        assertThat(let).isBetween(1_800L, 2_200L);
    }

    @Test
    void weightsAreMet() {
        Allocation uneven =
                allocation(10_000, 0, null, List.of(new Weight("a", 1), new Weight("b", 2), new Weight("c", 7)));
        double[] counts = new double[3];
        for (String unit : units(50_000)) {
            counts["abc".indexOf(((Answer.Given) uneven.assign(unit)).variant())]++;
        }
        assertThat(chiSquareAbove(pearson(counts, new double[] {5_000, 10_000, 35_000}), 2))
                .isGreaterThan(LEVEL);
    }

    @Test
    void theHoldoutIsOneForAllExperimentsOfATenant() {
        Allocation one = new Allocation("one", "tenant", 500, null, 10_000, HALVES);
        Allocation other = new Allocation("other", "tenant", 500, null, 3_000, HALVES);
        List<String> out = units(10_000).stream()
                .filter(unit -> one.assign(unit).equals(new Answer.Refused(Reason.HOLDOUT)))
                .toList();
        assertThat(out).hasSizeBetween(400, 600);
        assertThat(out).allMatch(unit -> other.assign(unit).equals(new Answer.Refused(Reason.HOLDOUT)));
    }

    @Test
    void noUnitIsInTwoExperimentsOfALayer() {
        Layer.Place first = new Layer("checkout", List.of()).place(4_000);
        Layer.Place second = new Layer("checkout", first.ranges()).place(6_000);
        Allocation one = new Allocation("one", "tenant", 0, first, 10_000, HALVES);
        Allocation other = new Allocation("other", "tenant", 0, second, 10_000, HALVES);
        assertThat(units(10_000))
                .allMatch(unit ->
                        (one.assign(unit) instanceof Answer.Given) != (other.assign(unit) instanceof Answer.Given));
    }

    @Test
    void nothingOfAnotherExperimentMovesAUnit() {
        Layer.Place place = new Layer("checkout", List.of(new BucketRange(100, 5_000))).place(3_000);
        assertThat(place.ranges()).containsExactly(new BucketRange(0, 100), new BucketRange(5_000, 7_900));
        Layer fuller = new Layer(
                "checkout",
                List.of(
                        new BucketRange(100, 200),
                        place.ranges().get(0),
                        place.ranges().get(1)));
        assertThat(fuller.free()).isEqualTo(10_000 - 3_100);
        assertThatIllegalArgumentException().isThrownBy(() -> fuller.place(6_901));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> allocation(10_001, 0, null, HALVES));
        assertThatIllegalArgumentException().isThrownBy(() -> allocation(1, -1, null, HALVES));
        assertThatIllegalArgumentException().isThrownBy(() -> allocation(1, 0, null, List.of(new Weight("a", 1))));
        assertThatIllegalArgumentException()
                .as("a variant without a bucket")
                .isThrownBy(() -> allocation(1, 0, null, List.of(new Weight("a", 1), new Weight("b", 20_000))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Weight("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Allocation("a:b", "tenant", 0, null, 10_000, HALVES));
        assertThatIllegalArgumentException()
                .as("half of a surrogate pair")
                .isThrownBy(() -> allocation(1, 0, null, HALVES).assign("x\ud83d"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layer("l", List.of(new BucketRange(0, 2), new BucketRange(1, 3))));
    }

    private static Allocation allocation(int traffic, int holdout, Layer.Place place, List<Weight> variants) {
        return new Allocation("spring", "tenant", holdout, place, traffic, variants);
    }

    private static List<String> units(int count) {
        return IntStream.range(0, count).mapToObj(i -> "member-" + i).toList();
    }

    /** The p-value of so many units being spread evenly over the buckets. */
    private static double unevenness(int units, IntUnaryOperator bucket) {
        double[] counts = new double[Bucket.COUNT];
        IntStream.range(0, units).map(bucket).forEach(i -> counts[i]++);
        double[] expected = new double[Bucket.COUNT];
        Arrays.fill(expected, (double) units / Bucket.COUNT);
        return chiSquareAbove(pearson(counts, expected), Bucket.COUNT - 1.0);
    }

    private static int[] draws(int units, String salt, Draw draw) {
        return IntStream.range(0, units)
                .parallel()
                .map(unit -> Bucket.of(salt, draw, "unit-" + unit))
                .toArray();
    }

    /** The p-value of two draws being independent, over 20 × 20 groups of buckets; of as many units as both have. */
    private static double dependence(int[] one, int[] other) {
        int groups = 20;
        int units = Math.min(one.length, other.length);
        double[] counts = new double[groups * groups];
        for (int i = 0; i < units; i++) {
            counts[one[i] * groups / Bucket.COUNT * groups + other[i] * groups / Bucket.COUNT]++;
        }
        double[] expected = new double[groups * groups];
        Arrays.fill(expected, (double) units / groups / groups);
        return chiSquareAbove(pearson(counts, expected), groups * groups - 1.0);
    }

    private static double pearson(double[] counts, double[] expected) {
        return IntStream.range(0, counts.length)
                .mapToDouble(i -> (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i])
                .sum();
    }

    private static double chiSquareAbove(double x, double degrees) {
        return Gamma.regularizedGammaQ(degrees / 2, x / 2);
    }
}
