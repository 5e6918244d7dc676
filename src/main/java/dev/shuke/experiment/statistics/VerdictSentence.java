package dev.shuke.experiment.statistics;

import dev.shuke.experiment.statistics.Verdict.Sentence;
import java.math.BigDecimal;
import java.math.MathContext;

/** The words of a {@link Verdict}. */
final class VerdictSentence {
    private VerdictSentence() {}

    static Sentence mismatch(SampleRatio ratio) {
        String p = ratio.pValue() < 1e-6 ? "p < 0.000001" : "p = " + p(ratio.pValue());
        return new Sentence(
                "样本比例异常：请勿解读结果。实际分流与计划不符（%s）。".formatted(p),
                "Sample ratio mismatch: do not read the results. The units did not arrive as they were split (%s)."
                        .formatted(p));
    }

    static Sentence multipleExposure(MultipleExposure exposure) {
        String share = VerdictFigure.percent(exposure.share());
        return new Sentence(
                "过多单元看到了多个版本（%s）：请勿解读结果。".formatted(chinese(share)),
                "Too many units saw several variants (%s): do not read the results.".formatted(share));
    }

    static Sentence early(long units, long planned) {
        return new Sentence(
                "数据不足：计划 %d 个单元，目前 %d 个。".formatted(planned, units),
                "Not enough data: %d of %d planned units.".formatted(units, planned));
    }

    static Sentence notEnough(Why why) {
        return new Sentence("数据不足：%s。".formatted(why.zh()), "Not enough data: %s.".formatted(why.en()));
    }

    static Sentence notComputable(Why why) {
        return new Sentence("无法计算：%s。".formatted(why.zh()), "Cannot be computed: %s.".formatted(why.en()));
    }

    static Sentence told(String variant, boolean better, VerdictFigure figure) {
        String value = figure.said(figure.value());
        return new Sentence(
                "%s%s：%s（%s）。"
                        .formatted(
                                spaced(variant),
                                better ? "更好" : "更差",
                                chinese(value),
                                interval(figure).zh()),
                "%s is %s: %s (%s)."
                        .formatted(
                                variant,
                                better ? "better" : "worse",
                                value,
                                interval(figure).en()));
    }

    static Sentence noDifference(VerdictFigure figure) {
        String most = figure.atMost(figure.interval().reach());
        return new Sentence("差异不超过 %s。".formatted(chinese(most)), "No difference larger than %s.".formatted(most));
    }

    static Sentence open(VerdictFigure figure) {
        Sentence interval = interval(figure);
        return new Sentence(
                "数据不足：尚不能断定有无差异（%s）。".formatted(interval.zh()),
                "Not enough data: it cannot be told whether there is a difference (%s).".formatted(interval.en()));
    }

    private static Sentence interval(VerdictFigure figure) {
        String level = VerdictFigure.percent(figure.interval().confidence());
        String from = figure.said(figure.interval().lower());
        String to = figure.said(figure.interval().upper());
        return new Sentence(
                "%s 置信区间 %s 至 %s".formatted(chinese(level), chinese(from), chinese(to)),
                "%s CI %s to %s".formatted(level, from, to));
    }

    private static String p(double value) {
        return new BigDecimal(value).round(new MathContext(2)).toPlainString();
    }

    /** Between Latin letters or digits and Chinese ones there is a space. */
    private static String spaced(String name) {
        return !name.isEmpty() && name.charAt(name.length() - 1) < 128 ? name + " " : name;
    }

    /** No space before the sign. */
    private static String chinese(String figure) {
        return figure.replace(" %", "%");
    }
}
