package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SingleUnitTest {
    private static final double[] OTHERS = {1, 2, 3, 4, 5};

    /**
     * Mean 3, variance 2.5, so that a sixth like them is off by √(2.5 · 6/5) = √3; Student's 0.975 quantile of 4 degrees is
     * 2.776 (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2), and its distribution has a closed form (Abramowitz
     * and Stegun 1964, 26.7.4).
     */
    @Test
    void isStudentsTestWithAGroupOfOne() {
        Comparison comparison = SingleUnit.compare(OTHERS, 100, 109, 0.95).require();
        double statistic = 6 / Math.sqrt(3);
        assertThat(comparison.difference()).isCloseTo(6, within(1e-12));
        assertThat(comparison.statistic()).isCloseTo(statistic, within(1e-12));
        assertThat(comparison.degreesOfFreedom()).isEqualTo(4);
        assertThat(comparison.interval().upper()).isCloseTo(6 + 2.776 * Math.sqrt(3), within(1e-3));
        assertThat(comparison.interval().lower()).isCloseTo(6 - 2.776 * Math.sqrt(3), within(1e-3));
        double sine = statistic / Math.sqrt(4 + statistic * statistic);
        double within = sine * (1 + (1 - sine * sine) / 2);
        assertThat(comparison.pValue()).isCloseTo(1 - within, within(1e-9));
        assertThat(comparison.lift().require().value()).isCloseTo(6 / 103.0, within(1e-12));
    }

    @Test
    void saysWhyNot() {
        assertThat(SingleUnit.compare(new double[0], 1, 2, 0.95)).isEqualTo(Computed.not(Why.NO_UNITS));
        assertThat(SingleUnit.compare(new double[] {3}, 1, 2, 0.95)).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThat(SingleUnit.compare(new double[] {3, 3, 3}, 1, 2, 0.95)).isEqualTo(Computed.not(Why.NO_VARIATION));
        assertThat(SingleUnit.compare(new double[] {3, Double.NaN}, 1, 2, 0.95))
                .isEqualTo(Computed.not(Why.NOT_A_NUMBER));
        assertThat(SingleUnit.compare(OTHERS, 1, Double.NaN, 0.95)).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
    }
}
