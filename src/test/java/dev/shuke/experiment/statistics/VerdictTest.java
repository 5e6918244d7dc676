package dev.shuke.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.experiment.statistics.Verdict.Goal;
import dev.shuke.experiment.statistics.Verdict.Kind;
import dev.shuke.experiment.statistics.Verdict.Reading;
import dev.shuke.experiment.statistics.Verdict.Sentence;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Computed<SampleRatio> EVEN = SampleRatio.of(new long[] {5_000, 5_000}, new double[] {1, 1});

    @Test
    void better() {
        Verdict verdict = Verdict.of(reading(comparison(0.041, 0.012, 0.071, 0.004)));
        assertThat(verdict.kind()).isEqualTo(Kind.BETTER);
        assertThat(verdict.sentence())
                .isEqualTo(new Sentence(
                        "B 更好：+4.1%（95% 置信区间 +1.2% 至 +7.1%）。", "B is better: +4.1 % (95 % CI +1.2 % to +7.1 %)."));
    }

    @Test
    void worseWhereLessIsWanted() {
        Reading fewer = reading(comparison(0.041, 0.012, 0.071, 0.004));
        Verdict verdict = Verdict.of(new Reading(
                "B",
                Goal.LOWER,
                EVEN,
                fewer.exposure(),
                10_000,
                10_000,
                false,
                0.02,
                fewer.comparison(),
                fewer.correctedPValue()));
        assertThat(verdict.kind()).isEqualTo(Kind.WORSE);
        assertThat(verdict.sentence().en()).startsWith("B is worse: +4.1 %");
        assertThat(verdict.sentence().zh()).startsWith("B 更差：+4.1%");
    }

    @Test
    void whatExcludesZeroNeverReadsAsZero() {
        Verdict verdict = Verdict.of(reading(comparison(-0.00041, -0.00081, -0.0000123, 0.04)));
        assertThat(verdict.sentence().en()).isEqualTo("B is worse: −0.041 % (95 % CI −0.081 % to −0.0012 %).");
    }

    @Test
    void noDifferenceIsRoundedUp() {
        Verdict verdict = Verdict.of(reading(comparison(0.001, -0.01012, 0.0121, 0.8)));
        assertThat(verdict.kind()).isEqualTo(Kind.NO_DIFFERENCE);
        assertThat(verdict.sentence()).isEqualTo(new Sentence("差异不超过 1.3%。", "No difference larger than 1.3 %."));
    }

    @Test
    void aWideIntervalIsNotNoDifference() {
        Verdict verdict = Verdict.of(reading(comparison(0.01, -0.05, 0.07, 0.8)));
        assertThat(verdict.kind()).isEqualTo(Kind.NOT_ENOUGH_DATA);
        assertThat(verdict.sentence().en())
                .isEqualTo("Not enough data: it cannot be told whether there is a difference (95 % CI −5 % to +7 %).");
        assertThat(verdict.sentence().zh()).isEqualTo("数据不足：尚不能断定有无差异（95% 置信区间 −5% 至 +7%）。");
    }

    @Test
    void beforeThePlannedEndNothingIsSaidUnlessAnyTimeWill() {
        Computed<Comparison> found = comparison(0.041, 0.012, 0.071, 0.004);
        Verdict early = Verdict.of(changed(found, it -> with(it, 4_000, false)));
        assertThat(early.kind()).isEqualTo(Kind.NOT_ENOUGH_DATA);
        assertThat(early.sentence())
                .isEqualTo(
                        new Sentence("数据不足：计划 10000 个单元，目前 4000 个。", "Not enough data: 4000 of 10000 planned units."));
        assertThat(Verdict.of(changed(found, it -> with(it, 4_000, true))).kind())
                .isEqualTo(Kind.BETTER);
    }

    @Test
    void aCorrectedPValueDecides() {
        Reading one = reading(comparison(0.041, 0.012, 0.071, 0.004));
        Reading ofMany = new Reading(
                "B", Goal.HIGHER, EVEN, one.exposure(), 10_000, 10_000, false, 0.02, one.comparison(), 0.08);
        assertThat(Verdict.of(ofMany).kind()).isEqualTo(Kind.NOT_ENOUGH_DATA);
    }

    @Test
    void aMismatchSilencesEverything() {
        Computed<SampleRatio> mismatch = SampleRatio.of(new long[] {821_588, 815_482}, new double[] {1, 1});
        Verdict verdict = Verdict.of(new Reading(
                "B",
                Goal.HIGHER,
                mismatch,
                new MultipleExposure(10_000, 0),
                10_000,
                10_000,
                false,
                0.02,
                comparison(0.041, 0.012, 0.071, 0.004),
                0.004));
        assertThat(verdict.kind()).isEqualTo(Kind.SAMPLE_RATIO_MISMATCH);
        assertThat(verdict.sentence().en())
                .isEqualTo("Sample ratio mismatch: do not read the results. The units did not arrive as they were split"
                        + " (p = 0.0000018).");
        assertThat(verdict.sentence().zh()).startsWith("样本比例异常：请勿解读结果。");
    }

    @Test
    void soDoManyThatSawSeveral() {
        Verdict verdict = Verdict.of(new Reading(
                "B",
                Goal.HIGHER,
                EVEN,
                new MultipleExposure(10_000, 231),
                10_000,
                0,
                false,
                0.02,
                comparison(0.041, 0.012, 0.071, 0.004),
                0.004));
        assertThat(verdict.kind()).isEqualTo(Kind.MULTIPLE_EXPOSURE);
        assertThat(verdict.sentence().en())
                .isEqualTo("Too many units saw several variants (2.3 %): do not read the results.");
    }

    @Test
    void withoutAFigureItSaysWhy() {
        Verdict none = Verdict.of(reading(Computed.not(Why.NO_VARIATION)));
        assertThat(none.kind()).isEqualTo(Kind.NOT_COMPUTABLE);
        assertThat(none.sentence())
                .isEqualTo(new Sentence("无法计算：各组的数值全部相同。", "Cannot be computed: all units have the same value."));
        assertThat(Verdict.of(reading(Computed.not(Why.NO_UNITS))).kind()).isEqualTo(Kind.NOT_ENOUGH_DATA);
    }

    @Test
    void withoutALiftThePlainDifferenceIsSaid() {
        Comparison plain = new Comparison(
                -12.34,
                3,
                new Interval(-18.22, -6.46, 0.95),
                -4.1,
                null,
                0.0001,
                Computed.not(Why.BASELINE_NOT_POSITIVE));
        assertThat(Verdict.of(reading(Computed.of(plain))).sentence().en())
                .isEqualTo("B is worse: −12.3 (95 % CI −18.2 to −6.5).");
    }

    private static Reading reading(Computed<Comparison> comparison) {
        double p = comparison instanceof Computed.Value<Comparison>(Comparison it) ? it.pValue() : 1;
        return new Reading(
                "B", Goal.HIGHER, EVEN, new MultipleExposure(10_000, 3), 10_000, 10_000, false, 0.02, comparison, p);
    }

    private static Reading changed(Computed<Comparison> comparison, UnaryOperator<Reading> change) {
        return change.apply(reading(comparison));
    }

    private static Reading with(Reading it, long units, boolean anytime) {
        return new Reading(
                it.variant(),
                it.goal(),
                it.sampleRatio(),
                it.exposure(),
                units,
                it.plannedUnits(),
                anytime,
                it.relevantLift(),
                it.comparison(),
                it.correctedPValue());
    }

    /** Of a baseline of 1, so that difference and lift are the same. */
    private static Computed<Comparison> comparison(double lift, double lower, double upper, double pValue) {
        Interval interval = new Interval(lower, upper, 0.95);
        return Computed.of(new Comparison(
                lift, 1, interval, lift, null, pValue, Computed.of(new Lift(lift, Computed.of(interval)))));
    }
}
