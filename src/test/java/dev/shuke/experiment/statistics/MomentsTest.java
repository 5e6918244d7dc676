package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /**
     * NIST Statistical Reference Datasets, univariate: NumAcc3 and NumAcc4, on which a sum of squares loses all digits. Their
     * certified values: mean 1000000.2 and 10000000.2, standard deviation 0.1.
     */
    @Test
    void nistsHardCases() {
        for (double base : new double[] {1_000_000, 10_000_000}) {
            double[] values = new double[1001];
            Arrays.setAll(values, i -> i == 0 ? base + 0.2 : base + (i % 2 == 1 ? 0.1 : 0.3));
            Moments moments = Moments.ofColumns(values);
            assertThat(moments.mean(0)).isCloseTo(base + 0.2, withPercentage(1e-12));
            assertThat(Math.sqrt(moments.covariance(0, 0))).isCloseTo(0.1, withPercentage(2e-6));
        }
    }

    @Test
    void partsMakeTheWhole() {
        double[] x = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
        double[] y = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
        Moments whole = Moments.ofColumns(x, y);
        for (int cut = 0; cut <= x.length; cut++) {
            Moments both = part(x, y, 0, cut).with(part(x, y, cut, x.length));
            assertThat(both.units()).isEqualTo(10);
            assertThat(both.mean(1)).isCloseTo(4.7, EXACT);
            assertThat(both.covariance(0, 0)).isCloseTo(whole.covariance(0, 0), EXACT);
            assertThat(both.covariance(0, 1)).isCloseTo(whole.covariance(0, 1), EXACT);
        }
    }

    @Test
    void ofDifferentShapesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Moments.ofColumns(new double[3], new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Moments(3, new double[2], new double[][] {{1}, {1}}));
    }

    private static Moments part(double[] x, double[] y, int from, int to) {
        return Moments.ofColumns(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
    }
}
