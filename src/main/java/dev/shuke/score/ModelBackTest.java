package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.Money;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a model said of members whose future had come, beside a baseline for the same members. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ScoreBackTest",
        requiredProperties = {"members", "measure", "model", "baseline", "baselineName"})
public record ModelBackTest(
        @Schema(description = "On how many it was tried", examples = "3362")
        long members,

        Measure measure,

        @Schema(description = "Of the model", examples = "0.752")
        double model,

        @Schema(description = "Of the baseline", examples = "0.735")
        double baseline,

        @Schema(description = "What the baseline does") Bilingual baselineName,

        @Schema(description = "Of churn: the share of members who stayed away", examples = "0.433")
        Double happened,

        @Schema(description = "Of churn: mean squared difference of probability and outcome", examples = "0.201")
        Double brier,

        Double baselineBrier,

        @Schema(
                description =
                        "Of churn: ten parts of as many members each, by rising risk; what was foretold of them and what happened")
        List<Part> calibration,

        @Schema(
                description = "Of lifetime values: what share of members was to spend what their interval says",
                examples = "0.8")
        Double coverage,

        @Schema(description = "And what share did", examples = "0.82")
        Double covered,

        @Schema(description = "Of lifetime values: what all together were to spend")
        Money expected,

        @Schema(description = "And what they spent") Money spent) {

    /** In what it is said how good a model is. */
    @Schema(
            name = "ScoreMeasure",
            description =
                    "`auc`: how probable it is that of two members, one who stayed away and one who did not, the former had"
                            + " the higher risk; `mean_absolute_days` and `mean_absolute_amount`: how far off a member's"
                            + " date or value was on the mean, in days or minor units",
            enumeration = {"auc", "mean_absolute_days", "mean_absolute_amount"})
    public enum Measure {
        AUC,
        MEAN_ABSOLUTE_DAYS,
        MEAN_ABSOLUTE_AMOUNT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** Members of alike risk. */
    @Schema(
            name = "ScoreCalibration",
            requiredProperties = {"members", "foretold", "happened"})
    public record Part(
            @Schema(examples = "336") long members,
            @Schema(examples = "0.61") double foretold,
            @Schema(examples = "0.58") double happened) {}

    static ModelBackTest of(BackTest test, Bilingual baselineName) {
        return new ModelBackTest(
                test.members(),
                Measure.AUC,
                test.auc(),
                test.baselineAuc(),
                baselineName,
                test.happened(),
                test.brier(),
                test.baselineBrier(),
                test.reliability().stream()
                        .map(part -> new Part(part.members(), part.foretold(), part.happened()))
                        .toList(),
                null,
                null,
                null,
                null);
    }

    static ModelBackTest ofDays(NextPurchaseModel.Errors errors, Bilingual baselineName) {
        return new ModelBackTest(
                errors.members(),
                Measure.MEAN_ABSOLUTE_DAYS,
                errors.meanAbsolute(),
                errors.baselineMeanAbsolute(),
                baselineName,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static ModelBackTest ofValues(
            LifetimeValueBackTest test, double error, double baseline, Bilingual name, String currency) {
        return new ModelBackTest(
                test.members(),
                Measure.MEAN_ABSOLUTE_AMOUNT,
                error,
                baseline,
                name,
                null,
                null,
                null,
                null,
                test.coverage(),
                test.covered(),
                new Money(Math.round(test.expected()), currency),
                new Money(Math.round(test.spent()), currency));
    }

    /** With every count as it may be told. */
    ModelBackTest counted(LongUnaryOperator told) {
        return new ModelBackTest(
                told.applyAsLong(members),
                measure,
                model,
                baseline,
                baselineName,
                happened,
                brier,
                baselineBrier,
                calibration == null
                        ? null
                        : calibration.stream()
                                .map(part ->
                                        new Part(told.applyAsLong(part.members()), part.foretold(), part.happened()))
                                .toList(),
                coverage,
                covered,
                expected,
                spent);
    }
}
