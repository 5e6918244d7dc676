package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What stands before a conclusion, and what is done about there being several. */
class GatesTest {
    private static final Percentage EXACT = withPercentage(1e-7);

    /** The fifteen p-values of Benjamini and Hochberg's example (1995), of treatments of myocardial infarction. */
    private static final double[] MYOCARDIAL = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0
    };

    /**
     * 821,588 against 815,482 where half was planned: p = 1.8e-6, Kohavi, Tang and Xu 2020, Trustworthy Online Controlled
     * Experiments, chapter 21; more digits: SciPy 1.17.1.
     */
    @Test
    void aMismatchAsKohaviPrintsIt() {
        SampleRatio ratio = SampleRatio.of(new long[] {821_588, 815_482}, new double[] {1, 1})
                .require();
        assertThat(ratio.pValue())
                .isCloseTo(1.8e-6, within(5e-8))
                .isCloseTo(1.8217928726191858e-06, withPercentage(1e-5));
        assertThat(ratio.statistic()).isCloseTo(22.77436884189436, EXACT);
        assertThat(ratio.mismatch()).isTrue();
    }

    /** Against SciPy 1.17.1. */
    @Test
    void threeVariantsOfUnequalWeight() {
        SampleRatio ratio = SampleRatio.of(new long[] {100, 90, 130}, new double[] {1, 1, 2})
                .require();
        assertThat(ratio.statistic()).isCloseTo(11.875, EXACT);
        assertThat(ratio.pValue()).isCloseTo(0.0026386179570919224, EXACT);
        assertThat(ratio.degreesOfFreedom()).isEqualTo(2);
        assertThat(ratio.mismatch()).isFalse();
    }

    @Test
    void sampleRatioSaysWhyNot() {
        assertThat(SampleRatio.of(new long[] {4, 5}, new double[] {1, 1})).isEqualTo(Computed.not(Why.TOO_FEW_UNITS));
        assertThatIllegalArgumentException().isThrownBy(() -> SampleRatio.of(new long[] {4, 5}, new double[] {1, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> SampleRatio.of(new long[] {4}, new double[] {1}));
    }

    @Test
    void aFewMayHaveSeenSeveral() {
        assertThat(new MultipleExposure(1000, 10).tooMany()).isFalse();
        assertThat(new MultipleExposure(1000, 11).tooMany()).isTrue();
        assertThat(new MultipleExposure(0, 0).share()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new MultipleExposure(1, 2));
    }

    /** Of the fifteen, Benjamini and Hochberg tell four, and the familywise procedures three. */
    @Test
    void correctionsTellAsManyAsPublished() {
        assertThat(Arrays.stream(Correction.BENJAMINI_HOCHBERG.corrected(MYOCARDIAL))
                        .filter(p -> p <= 0.05))
                .hasSize(4);
        assertThat(Arrays.stream(Correction.HOLM.corrected(MYOCARDIAL)).filter(p -> p <= 0.05))
                .hasSize(3);
    }

    /** Against statsmodels 0.15.0, {@code multipletests}, of the same in another order. */
    @Test
    void correctionsAsAnotherImplementation() {
        double[] shuffled = {
            0.0344, 1.0, 0.0001, 0.0095, 0.0459, 0.0004, 0.0201, 0.3240, 0.0298, 0.0019, 0.5719, 0.0278, 0.7590, 0.6528,
            0.4262
        };
        assertThat(Correction.HOLM.corrected(shuffled))
                .containsExactly(
                        new double[] {
                            0.278, 1, 0.0015, 0.114, 0.3213, 0.0056, 0.2211, 1, 0.278, 0.0247, 1, 0.278, 1, 1, 1
                        },
                        within(1e-12));
        assertThat(Correction.BENJAMINI_HOCHBERG.corrected(shuffled))
                .containsExactly(
                        new double[] {
                            0.0645,
                            1,
                            0.0015,
                            0.035625,
                            0.0765,
                            0.003,
                            0.0603,
                            0.486,
                            0.06385714285714286,
                            0.0095,
                            0.7148749999999999,
                            0.06385714285714286,
                            0.8132142857142857,
                            0.7532307692307693,
                            0.5811818181818182
                        },
                        within(1e-12));
        assertThat(Correction.HOLM.corrected()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Correction.HOLM.corrected(0.1, Double.NaN));
    }

    /** With nothing to find in twenty metrics, Holm finds something in one experiment of twenty; uncorrected in 64 %. */
    @Test
    void holmFindsNothingWhereNothingIs() {
        SplittableRandom random = new SplittableRandom(9);
        int runs = 4_000;
        int falseYes = 0;
        int uncorrected = 0;
        for (int run = 0; run < runs; run++) {
            double[] p = random.doubles(20).toArray();
            falseYes += Arrays.stream(Correction.HOLM.corrected(p)).anyMatch(it -> it <= 0.05) ? 1 : 0;
            uncorrected += Arrays.stream(p).anyMatch(it -> it <= 0.05) ? 1 : 0;
        }
        assertThat((double) falseYes / runs).isCloseTo(0.0488, within(0.014));
        assertThat((double) uncorrected / runs).isCloseTo(0.6415, within(0.03));
    }
}
