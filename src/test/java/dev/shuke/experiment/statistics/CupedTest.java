package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CupedTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final double[] BEFORE = {
        16.68, 13.37, 11.46, 17.46, 11.09, 23.82, 18.06, 16.29, 4.64, 2.4, 5.07, 18.77
    };
    private static final double[] AFTER = {8.79, 12.08, 12.02, 17.31, 7.28, 22.62, 16.51, 15.61, 11.89, 4.5, 8.96, 22.67
    };

    /** The first five of them are the baseline. Against statsmodels 0.15.0: least squares of the outcome by both. */
    @Test
    void isTheAnalysisOfCovariance() {
        Cuped.Adjusted adjusted = Cuped.means(List.of(part(0, 5), part(5, 12))).require();
        assertThat(adjusted.theta()).isCloseTo(0.7391983700993663, EXACT);
        assertThat(adjusted.variants().get(1).value()
                        - adjusted.variants().get(0).value())
                .isCloseTo(4.137988296496815, EXACT);
        assertThat(adjusted.variants().get(0).degreesOfFreedom()).isEqualTo(3);
    }

    /** The variance of outcome − θ past, of the very numbers. */
    @Test
    void variesAsWhatIsLeft() {
        Cuped.Adjusted adjusted = Cuped.means(List.of(part(0, 5), part(5, 12))).require();
        double[] left = new double[5];
        Arrays.setAll(left, i -> AFTER[i] - adjusted.theta() * BEFORE[i]);
        assertThat(adjusted.variants().get(0).variance())
                .isCloseTo(Moments.ofColumns(left).covariance(0, 0) / 5, EXACT);
    }

    /** A correlation of 0.7 takes 0.49 of the variance. */
    @Test
    void halvesTheVarianceOfWhatItKnowsHalf() {
        SplittableRandom random = new SplittableRandom(11);
        Cuped.Adjusted adjusted = Cuped.means(List.of(correlated(random, 20_000, 0.7), correlated(random, 20_000, 0.7)))
                .require();
        assertThat(adjusted.varianceReduction()).isCloseTo(0.49, within(0.02));
        Estimate plain =
                correlated(new SplittableRandom(11), 20_000, 0.7).estimate().require();
        assertThat(adjusted.variants().get(0).variance() / plain.variance()).isCloseTo(0.51, within(0.05));
    }

    @Test
    void ofARatioToOneIsThatOfAMean() {
        double[] ones = new double[12];
        Arrays.fill(ones, 1);
        List<Moments> ratios = List.of(
                Moments.ofColumns(first(AFTER), first(ones), first(BEFORE), first(ones)),
                Moments.ofColumns(rest(AFTER), rest(ones), rest(BEFORE), rest(ones)));
        Cuped.Adjusted ofRatios = Cuped.ratios(ratios).require();
        Cuped.Adjusted ofMeans = Cuped.means(List.of(part(0, 5), part(5, 12))).require();
        assertThat(ofRatios.theta()).isCloseTo(ofMeans.theta(), EXACT);
        for (int i = 0; i < 2; i++) {
            assertThat(ofRatios.variants().get(i).value())
                    .isCloseTo(ofMeans.variants().get(i).value(), EXACT);
            assertThat(ofRatios.variants().get(i).variance())
                    .isCloseTo(ofMeans.variants().get(i).variance(), EXACT);
        }
    }

    /** Units whose price level shows before and after: the adjusted ratio spreads less over simulations, and as it says. */
    @Test
    void aRatioSpreadsAsItSays() {
        SplittableRandom random = new SplittableRandom(3);
        double[] differences = new double[400];
        double said = 0;
        double reduction = 0;
        for (int run = 0; run < differences.length; run++) {
            Cuped.Adjusted adjusted =
                    Cuped.ratios(List.of(shoppers(random), shoppers(random))).require();
            Estimate a = adjusted.variants().get(0);
            Estimate b = adjusted.variants().get(1);
            differences[run] = b.value() - a.value();
            said += (a.variance() + b.variance()) / differences.length;
            reduction += adjusted.varianceReduction() / differences.length;
        }
        assertThat(Moments.ofColumns(differences).covariance(0, 0)).isCloseTo(said, withPercentage(25));
        assertThat(reduction).isGreaterThan(0.2);
    }

    @Test
    void aProportionTakesItsPastToo() {
        double[] past = {0, 1, 0, 1, 1, 0, 0, 1};
        double[] now = {0, 1, 0, 1, 0, 0, 1, 1};
        Cuped.Adjusted adjusted = Cuped.means(List.of(Moments.ofColumns(now, past), Moments.ofColumns(past, now)))
                .require();
        assertThat(adjusted.theta()).isCloseTo(0.5, EXACT);
        assertThat(adjusted.varianceReduction()).isCloseTo(0.25, EXACT);
    }

    @Test
    void whatCannotBeComputedSaysWhy() {
        Moments noPast = Moments.ofColumns(AFTER, new double[12]);
        assertThat(Cuped.means(List.of(noPast, noPast))).isEqualTo(Computed.not(Why.NO_COVARIATE_VARIATION));
        assertThat(Cuped.means(List.of(part(0, 1), part(1, 12)))).isEqualTo(Computed.not(Why.ONE_UNIT));
        Moments broken = Moments.ofColumns(new double[] {1, Double.NaN, 2}, new double[] {1, 2, 3});
        assertThat(Cuped.means(List.of(broken, broken))).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        Moments noOrders = Moments.ofColumns(AFTER, new double[12], BEFORE, new double[12]);
        assertThat(Cuped.ratios(List.of(noOrders, noOrders))).isEqualTo(Computed.not(Why.DENOMINATOR_ZERO));
    }

    private static Moments part(int from, int to) {
        return Moments.ofColumns(Arrays.copyOfRange(AFTER, from, to), Arrays.copyOfRange(BEFORE, from, to));
    }

    private static double[] first(double[] values) {
        return Arrays.copyOf(values, 5);
    }

    private static double[] rest(double[] values) {
        return Arrays.copyOfRange(values, 5, 12);
    }

    private static Moments correlated(SplittableRandom random, int units, double correlation) {
        double[] past = new double[units];
        double[] now = new double[units];
        for (int i = 0; i < units; i++) {
            past[i] = random.nextGaussian();
            now[i] = correlation * past[i] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
        return Moments.ofColumns(now, past);
    }

    private static Moments shoppers(SplittableRandom random) {
        int units = 300;
        double[][] columns = new double[4][units];
        for (int i = 0; i < units; i++) {
            double price = 50 + 20 * random.nextGaussian();
            for (int when = 0; when < 4; when += 2) {
                columns[when + 1][i] = 1 + random.nextInt(4);
                columns[when][i] = columns[when + 1][i] * (price + 15 * random.nextGaussian());
            }
        }
        return Moments.ofColumns(columns);
    }
}
