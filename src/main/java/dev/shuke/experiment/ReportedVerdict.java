package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.MultipleExposure;
import dev.shuke.experiment.statistics.Verdict;
import dev.shuke.experiment.statistics.Why;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may be concluded of groups that nobody drew, in one sentence. */
@Schema(requiredProperties = {"kind", "zh", "en"})
public record ReportedVerdict(
        @Schema(enumeration = {"not_computable", "not_enough_data", "better", "worse", "no_difference"})
        String kind,

        @Schema(examples = "试点门店更好：+4.1%（95% 置信区间 +0.9% 至 +7.3%）。")
        String zh,

        @Schema(examples = "The pilot is better: +4.1 % (95 % CI +0.9 % to +7.3 %).")
        String en) {

    /** Who is compared, as the sentences begin. */
    enum Subject {
        PILOT("试点门店", "The pilot"),
        COHORT("对比群", "The cohort compared");

        private final String zh;
        private final String en;

        Subject(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    static ReportedVerdict of(
            Subject subject, Computed<Comparison> comparison, double correctedPValue, double relevantLift) {
        Verdict zh = verdict(subject.zh, comparison, correctedPValue, relevantLift);
        Verdict en = verdict(subject.en, comparison, correctedPValue, relevantLift);
        return new ReportedVerdict(
                zh.kind().name().toLowerCase(Locale.ROOT),
                zh.sentence().zh(),
                en.sentence().en());
    }

    /** Nothing was drawn and nobody exposed: neither gate has anything to say. */
    private static Verdict verdict(
            String name, Computed<Comparison> comparison, double correctedPValue, double relevantLift) {
        return Verdict.of(new Verdict.Reading(
                name,
                Verdict.Goal.HIGHER,
                Computed.not(Why.NO_UNITS),
                new MultipleExposure(0, 0),
                0,
                0,
                false,
                relevantLift,
                comparison,
                correctedPValue));
    }
}
