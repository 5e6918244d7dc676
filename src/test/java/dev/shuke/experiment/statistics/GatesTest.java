package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
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

    /**
     * A thousand by halves, then a thousand by nine to one: 1,400 and 600 are expected, with a variance of 250 + 90, so that
     * 60 more are a chi-square of 3600 ÷ 340. By one and the same weights of all, 0.7, the variance would be 420.
     */
    @Test
    void whereWeightsWereChangedEachUnitIsExpectedByThoseOfItsTime() {
        List<SampleRatio.Sent> sent = List.of(
                new SampleRatio.Sent(1_000, new double[] {1, 1}), new SampleRatio.Sent(1_000, new double[] {9, 1}));
        SampleRatio ratio = SampleRatio.of(new long[] {1_460, 540}, sent).require();
        assertThat(ratio.statistic()).isCloseTo(3600.0 / 340, EXACT);
        assertThat(ratio.pValue()).isCloseTo(0.0011380955846749296, EXACT);
        assertThat(SampleRatio.of(new long[] {1_400, 600}, sent).require().statistic())
                .isCloseTo(0, within(1e-12));
        assertThat(SampleRatio.of(new long[] {1_400, 600}, new double[] {9, 1})
                        .require()
                        .mismatch())
                .isTrue();
    }

    /** In fractions: 300 by thirds and 400 by quarters and a half leave 233 ÷ 80; two degrees of freedom, so p = exp(−x ÷ 2). */
    @Test
    void changedWeightsOfThreeVariants() {
        SampleRatio ratio = SampleRatio.of(
                        new long[] {220, 195, 285},
                        List.of(
                                new SampleRatio.Sent(300, new double[] {1, 1, 1}),
                                new SampleRatio.Sent(400, new double[] {1, 1, 2})))
                .require();
        assertThat(ratio.statistic()).isCloseTo(233.0 / 80, EXACT);
        assertThat(ratio.pValue()).isCloseTo(Math.exp(-233.0 / 160), EXACT);
    }

    /** One time, or two with the same weights, is Pearson's test. */
    @Test
    void unchangedWeightsAreOneTime() {
        long[] units = {100, 90, 130};
        double[] weights = {1, 1, 2};
        SampleRatio twice = SampleRatio.of(
                        units, List.of(new SampleRatio.Sent(120, weights), new SampleRatio.Sent(200, weights)))
                .require();
        assertThat(twice.statistic()).isCloseTo(11.875, EXACT);
    }

    /** Where the draw alone decides, one in twenty is below 5 %: of 4,000 runs 200 ± 4 × 13.8. */
    @Test
    void changedWeightsRaiseNoFalseAlarm() {
        SplittableRandom random = new SplittableRandom(8);
        int alarms = 0;
        for (int run = 0; run < 4_000; run++) {
            long first = random.doubles(500).filter(it -> it < 0.5).count()
                    + random.doubles(500).filter(it -> it < 0.9).count();
            alarms += SampleRatio.of(
                                            new long[] {first, 1_000 - first},
                                            List.of(
                                                    new SampleRatio.Sent(500, new double[] {1, 1}),
                                                    new SampleRatio.Sent(500, new double[] {9, 1})))
                                    .require()
                                    .pValue()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(alarms).isBetween(145, 255);
    }

    /** Of twenty stores each, all were heard of, or eight: Fisher's exact p, counted in fractions. */
    @Test
    void ofUnitsKnownBeforehandThoseCountThatNothingWasHeardOf() {
        SampleRatio silent =
                SampleRatio.ofDrawn(new long[] {20, 20}, new long[] {20, 8}).require();
        assertThat(silent.pValue()).isCloseTo(4.5095150768120733e-05, EXACT);
        assertThat(silent.mismatch()).isTrue();
        assertThat(silent.statistic()).isNull();
        assertThat(SampleRatio.ofDrawn(new long[] {20, 20, 10}, new long[] {20, 20, 10})
                        .require()
                        .pValue())
                .isEqualTo(1);
        assertThat(SampleRatio.ofDrawn(new long[] {20, 0}, new long[] {20, 0})).isEqualTo(Computed.not(Why.NO_UNITS));
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
