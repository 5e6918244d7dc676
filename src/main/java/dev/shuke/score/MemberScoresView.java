package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is foretold of one member, as far as the caller may see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "MemberScores",
        description = "What comes of groups of fields that the caller may not see is absent",
        requiredProperties = "missing")
public record MemberScoresView(
        @Schema(description = "When the member was scored; absent when that never happened")
        Instant computedAt,

        Value clv,
        Churn churn,
        NextPurchase nextPurchase,

        @Schema(description = "Kinds of score that the caller may see and the member has none of")
        List<Missing> missing) {

    /** What the member will spend in twelve months from then. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "LifetimeValueScore",
            requiredProperties = {"months", "modelVersion"})
    public record Value(
            @Schema(description = "The mean") Money expected,

            @Schema(description = "In its place, for callers who may only know its size")
            AmountBand band,

            @Schema(description = "At least this, with the probability `coverage` that it lies in between")
            Money low,

            Money high,

            @Schema(examples = "12") int months,

            @Schema(
                    description = "How probable it is said to be that the member spends from `low` to `high`",
                    examples = "0.8")
            Double coverage,

            @Schema(description = "How many members did, when the model was tried", examples = "0.82")
            Double covered,

            @Schema(examples = "1") int modelVersion) {}

    /** Whether the member is about to stay away. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ChurnScore",
            requiredProperties = {"risk", "horizonDays", "factors", "modelVersion"})
    public record Churn(
            @Schema(
                    description = "The probability that the member orders nothing within the horizon",
                    examples = "0.62")
            double risk,

            @Schema(examples = "60") int horizonDays,

            @Schema(description = "What speaks for and against it, the strongest first")
            List<Factor> factors,

            @Schema(description = "Of the model, when it was tried", examples = "0.752")
            Double auc,

            @Schema(examples = "1") int modelVersion) {}

    /** One reason. */
    @Schema(
            name = "ChurnFactor",
            requiredProperties = {"feature", "text", "logOdds"})
    public record Factor(
            @Schema(examples = "interval_stretch") String feature,

            Bilingual text,

            @Schema(
                    description = "What it adds to the log-odds of staying away, against a member average in it",
                    examples = "0.41")
            double logOdds) {}

    /** When the member will buy next, if at all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "NextPurchaseScore",
            requiredProperties = {"expectedOn", "modelVersion"})
    public record NextPurchase(
            @Schema(description = "As likely before as after; in the tenant's timezone")
            LocalDate expectedOn,

            @Schema(
                    description = "By how many days such dates were off on the mean, when the model was tried",
                    examples = "18.2")
            Double meanAbsoluteDays,

            @Schema(description = "And by how many those of the model's baseline", examples = "21.7")
            Double baselineMeanAbsoluteDays,

            @Schema(examples = "1") int modelVersion) {}

    /** Why there is no score. */
    @Schema(
            name = "MissingScore",
            requiredProperties = {"kind", "reason", "text"})
    public record Missing(ScoreKind kind, Reason reason, Bilingual text) {
        Missing(ScoreKind kind, Reason reason) {
            this(kind, reason, reason.text);
        }
    }

    /** Codes. */
    @Schema(
            name = "MissingScoreReason",
            enumeration = {"restricted", "no_orders", "no_model", "not_yet"})
    public enum Reason {
        RESTRICTED("该会员的数据处理受限，或其拒绝自动化决策", "The member's data is restricted, or he objects to automated decisions"),
        NO_ORDERS("该会员没有订单", "The member has no orders"),
        NO_MODEL("没有可用的模型", "No model is in use"),
        NOT_YET("尚未计算", "It was not computed yet");

        private final Bilingual text;

        Reason(String zh, String en) {
            text = new Bilingual(zh, en);
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }
}
