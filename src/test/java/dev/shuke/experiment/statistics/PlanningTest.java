package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PlanningTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /** R's {@code ?power.prop.test}: 50 of each, 0.50 against 0.75, give a power of 0.740; 90 % take 76.7 of each. */
    @Test
    void proportionsAsRPrintsThem() {
        assertThat(SampleSize.USUAL.powerOfProportions(50, 0.5, 0.75))
                .isCloseTo(0.740, within(0.0005))
                .isCloseTo(0.7401659013313878, EXACT);
        assertThat(new SampleSize(0.95, 0.9, 1).ofProportions(0.5, 0.75).require())
                .isCloseTo(76.7, within(0.05))
                .isCloseTo(76.70692845177727, EXACT);
    }

    /** Against statsmodels 0.15.0, {@code power_proportions_2indep} of one side and 2.5 %. */
    @Test
    void proportionsAsAnotherImplementation() {
        assertThat(SampleSize.USUAL.powerOfProportions(400, 0.1, 0.15)).isCloseTo(0.5708886589239536, EXACT);
        assertThat(new SampleSize(0.95, 0.8, 2).powerOfProportions(400, 0.15, 0.1))
                .isCloseTo(0.7096383455819419, EXACT);
    }

    /** Against statsmodels 0.15.0, {@code NormalIndPower} of one side and 2.5 %, whose search for the units stops at 1e-8. */
    @Test
    void meansAsAnotherImplementation() {
        assertThat(SampleSize.USUAL.ofMeans(5, 1).require()).isCloseTo(392.44398447572763, withPercentage(1e-6));
        assertThat(new SampleSize(0.95, 0.8, 2).ofMeans(1, 0.2).require())
                .isCloseTo(294.33299002656156, withPercentage(1e-6));
        assertThat(SampleSize.USUAL.powerOfMeans(300, 1, 0.2)).isCloseTo(0.6877652384915074, EXACT);
    }

    @Test
    void whatIsDetectableTakesThatManyUnits() {
        for (SampleSize plan : List.of(SampleSize.USUAL, new SampleSize(0.99, 0.9, 0.5))) {
            double more = plan.detectableOfProportions(5_000, 0.04).require();
            assertThat(plan.ofProportions(0.04, 0.04 + more).require()).isCloseTo(5_000, EXACT);
            assertThat(plan.powerOfProportions(5_000, 0.04, 0.04 + more)).isCloseTo(plan.power(), EXACT);
            double difference = plan.detectableOfMeans(5_000, 30).require();
            assertThat(plan.ofMeans(30, difference).require()).isCloseTo(5_000, EXACT);
            assertThat(plan.powerOfMeans(5_000, 30, difference)).isCloseTo(plan.power(), EXACT);
        }
    }

    @Test
    void whatNoNumberReachesSaysSo() {
        assertThat(SampleSize.USUAL.ofProportions(0.1, 0.1)).isEqualTo(Computed.not(Why.UNREACHABLE));
        assertThat(SampleSize.USUAL.ofMeans(1, 0)).isEqualTo(Computed.not(Why.UNREACHABLE));
        assertThat(SampleSize.USUAL.ofMeans(Double.NaN, 1)).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(SampleSize.USUAL.detectableOfProportions(3, 0.9)).isEqualTo(Computed.not(Why.UNREACHABLE));
        assertThat(SampleSize.USUAL.detectableOfMeans(0, 1)).isEqualTo(Computed.not(Why.UNREACHABLE));
        assertThatIllegalArgumentException().isThrownBy(() -> SampleSize.USUAL.ofProportions(0.1, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleSize(0.95, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleSize(0.95, 0.8, 0));
    }

    @Test
    void runningTimeIsInWholeWeeks() {
        long[] days = {500, 300, 200, 150, 120, 110, 120};
        assertThat(RunningTime.days(1_400, days, 1).require()).isEqualTo(7);
        assertThat(RunningTime.days(1_501, days, 1).require())
                .as("one more than came in a week")
                .isEqualTo(14);
        assertThat(RunningTime.days(1_500, days, 0.5).require()).isEqualTo(14);
        assertThat(RunningTime.days(15_000, days, 1).require())
                .as("1,500 a week")
                .isEqualTo(70);
        assertThat(RunningTime.days(1, new long[0], 1)).isEqualTo(Computed.not(Why.NO_TRAFFIC));
        assertThat(RunningTime.days(1e300, days, 1)).isEqualTo(Computed.not(Why.UNREACHABLE));
        assertThatIllegalArgumentException().isThrownBy(() -> RunningTime.days(1, days, 0));
    }

    /** Six targets by four judges: Shrout and Fleiss 1979, Psychological Bulletin 86(2), 420–428: ICC(1,1) = .17. */
    @Test
    void likenessAsShroutAndFleissPrintIt() {
        double[][] targets = {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
        ClusterDesign design = ClusterDesign.of(
                        Arrays.stream(targets).map(it -> Moments.ofColumns(it)).toList())
                .require();
        assertThat(design.correlation()).isCloseTo(0.17, within(0.005)).isCloseTo(0.1657417684054755, EXACT);
        assertThat(design.designEffect()).isCloseTo(1 + 3 * 0.1657417684054755, EXACT);
        assertThat(design.sizeVariation()).isCloseTo(0, within(1e-9));
    }

    /** Eldridge, Ashby and Kerry 2006, by hand: sizes 10 and 30: m = 20, CV² = 200 ÷ 400. */
    @Test
    void unequalStoresCostMore() {
        ClusterDesign design = ClusterDesign.of(List.of(Moments.of(10, 5, 4), Moments.of(30, 8, 4)))
                .require();
        assertThat(design.meanSize()).isEqualTo(20);
        assertThat(design.sizeVariation()).isCloseTo(Math.sqrt(0.5), EXACT);
        double between = 10 * 2.25 * 2.25 + 30 * 0.75 * 0.75;
        double correlation = (between - 4) / (between + (15 - 1) * 4);
        assertThat(design.correlation()).isCloseTo(correlation, EXACT);
        assertThat(design.designEffect()).isCloseTo(1 + (1.5 * 20 - 1) * correlation, EXACT);
        assertThat(design.clustersFor(1_000)).isEqualTo((long) Math.ceil(50 * design.designEffect()));
    }

    @Test
    void storesThatTellNothingSayWhy() {
        assertThat(ClusterDesign.of(List.of())).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(ClusterDesign.of(List.of(Moments.of(10, 5, 4)))).isEqualTo(Computed.not(Why.ONE_UNIT));
        List<Moments> single = IntStream.range(0, 5)
                .mapToObj(i -> Moments.of(1, i, Double.NaN))
                .toList();
        assertThat(ClusterDesign.of(single)).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThat(ClusterDesign.of(List.of(Moments.of(9, 5, 0), Moments.of(9, 5, 0))))
                .isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(ClusterDesign.of(List.of(Moments.of(9, 5, 100), Moments.of(9, 5, 100)))
                        .require()
                        .designEffect())
                .as("stores more alike than chance")
                .isEqualTo(1);
    }
}
