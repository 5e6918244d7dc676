package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DifferenceInDifferencesTest {
    private static final Percentage EXACT = withPercentage(1e-7);
    private static final double[] BEFORE = {10, 12, 9, 11};
    private static final double[] AFTER = {11.2, 11.7, 9.8, 11.1};
    private static final double[] TREATED_BEFORE = {10.5, 8.7, 12.4};
    private static final double[] TREATED_AFTER = {13.0, 11.8, 14.3};

    /**
     * Against statsmodels 0.15.0 (least squares with store clusters: the effect; of the changes: the HC2 deviation
     * 0.48390770469859906) and SciPy 1.17.1 (degrees of freedom, p-value and interval).
     */
    @Test
    void asAnotherImplementation() {
        Comparison effect = compared();
        assertThat(effect.difference()).isCloseTo(2.05, EXACT);
        assertThat(effect.standardError()).isCloseTo(0.48390770469859906, EXACT);
        assertThat(effect.statistic()).isCloseTo(4.236345030457486, EXACT);
        assertThat(effect.degreesOfFreedom()).isCloseTo(4.749724299721291, EXACT);
        assertThat(effect.pValue()).isCloseTo(0.009177859197382962, EXACT);
        assertThat(effect.interval().lower()).isCloseTo(0.7861000533649631, EXACT);
        assertThat(effect.interval().upper()).isCloseTo(3.313899946635038, EXACT);
    }

    /**
     * Minimum wages and fast food: Card and Krueger 1994, American Economic Review 84(4), table 3, row 3: the change of 0.59
     * (standard error 0.54) in New Jersey and −2.16 (1.25) in Pennsylvania differ by 2.76 (1.36).
     */
    @Test
    void asCardAndKruegerPrintIt() {
        Comparison effect = DifferenceInDifferences.ofMeans(
                        changed(75, 23.33, -2.16, 1.25), changed(309, 20.44, 0.59, 0.54), 0.95)
                .require();
        assertThat(effect.difference()).isCloseTo(2.76, within(0.0101));
        assertThat(effect.standardError()).isCloseTo(1.36, within(0.005));
    }

    /** What the treated had, over what they would have had: (13.0333 − 10.9833) ÷ 10.9833. */
    @Test
    void liftIsRelativeToWhatWouldHaveBeen() {
        Lift lift = compared().lift().require();
        double without = (10.5 + 8.7 + 12.4) / 3 + (11.2 + 11.7 + 9.8 + 11.1 - 42) / 4;
        assertThat(lift.value()).isCloseTo(2.05 / without, EXACT);
        assertThat(lift.interval().require().lower()).isPositive();
    }

    @Test
    void ratiosToOneAreMeans() {
        Comparison ratios = DifferenceInDifferences.ofRatios(
                        Moments.ofColumns(BEFORE, ones(4), AFTER, ones(4)),
                        Moments.ofColumns(TREATED_BEFORE, ones(3), TREATED_AFTER, ones(3)),
                        0.95)
                .require();
        assertThat(ratios.difference()).isCloseTo(2.05, EXACT);
        assertThat(ratios.standardError()).isCloseTo(0.48390770469859906, EXACT);
        assertThat(ratios.degreesOfFreedom()).isCloseTo(4.749724299721291, EXACT);
    }

    @Test
    void ratiosWeighStoresByTheirSize() {
        double[] members = {100, 300};
        Comparison ratios = DifferenceInDifferences.ofRatios(
                        Moments.ofColumns(new double[] {10, 30}, members, new double[] {12, 31}, members),
                        Moments.ofColumns(new double[] {20, 30}, members, new double[] {30, 80}, members),
                        0.95)
                .require();
        assertThat(ratios.difference()).isCloseTo((110 - 50) / 400.0 - (43 - 40) / 400.0, EXACT);
    }

    @Test
    void whatCannotBeComputedSaysWhy() {
        Moments stores = Moments.ofColumns(BEFORE, AFTER);
        Moments one = Moments.ofColumns(new double[] {3}, new double[] {4});
        assertThat(DifferenceInDifferences.ofMeans(stores, one, 0.95)).isEqualTo(Computed.not(Why.ONE_UNIT));
        assertThat(DifferenceInDifferences.ofRatios(stores, one, 0.95)).isEqualTo(Computed.not(Why.ONE_UNIT));
        Moments alike = Moments.ofColumns(BEFORE, BEFORE);
        assertThat(DifferenceInDifferences.ofMeans(alike, alike, 0.95)).isEqualTo(Computed.not(Why.NO_VARIATION));
        Moments broken = Moments.ofColumns(BEFORE, new double[] {1, 2, Double.NaN, 3});
        assertThat(DifferenceInDifferences.ofMeans(stores, broken, 0.95)).isEqualTo(Computed.not(Why.NOT_A_NUMBER));
    }

    private static Comparison compared() {
        return DifferenceInDifferences.ofMeans(
                        Moments.ofColumns(BEFORE, AFTER), Moments.ofColumns(TREATED_BEFORE, TREATED_AFTER), 0.95)
                .require();
    }

    /** Stores whose change has this mean and standard error; all alike before. */
    private static Moments changed(long stores, double before, double change, double error) {
        return new Moments(stores, new double[] {before, before + change}, new double[][] {
            {0, 0}, {0, error * error * stores}
        });
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
