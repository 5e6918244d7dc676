package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.score.LogisticRegression.Term;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a model: what it learned of whom, and how it did when it was tried. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ScoreModel",
        requiredProperties = {"kind", "version", "status", "trainedAt", "cutOff", "horizonDays", "members"})
public record ScoreModelView(
        ScoreKind kind,

        @Schema(examples = "3") int version,

        ScoreModel.Status status,

        @Schema(description = "Why it was refused") Refusal reason,

        Instant trainedAt,

        @Schema(description = "The day from whose beginning on it was tried; it learned of nothing later")
        LocalDate cutOff,

        @Schema(description = "For how many days it was tried; of churn also what its risk is about", examples = "60")
        int horizonDays,

        @Schema(
                description = "Of how many it learned; who was looked at several times, as for churn, counts each time",
                examples = "8654")
        long members,

        @Schema(
                description =
                        "By their names in the literature: `r`, `alpha`, `a`, `b` of BG/NBD in days and `p`, `q`, `gamma` of"
                                + " gamma-gamma in minor units for lifetime values; the mean and the two variances of the"
                                + " logarithms of intervals for dates; the typical interval and the intercept for churn",
                examples = "{\"cycleDays\": 54.1, \"intercept\": -0.21}")
        Map<String, Double> parameters,

        @Schema(description = "Of churn: what it looks at") List<Feature> features,

        ModelBackTest backTest) {

    /** Why a model is not used. */
    @Schema(
            name = "ScoreRefusal",
            requiredProperties = {"code", "text"})
    public record Refusal(
            @Schema(
                    examples = "worse_than_baseline",
                    enumeration = {
                        "too_few_members",
                        "too_few_repeats",
                        "no_mean",
                        "one_outcome",
                        "worse_than_baseline",
                        "not_converged"
                    })
            String code,

            Bilingual text) {}

    /** One of the things that churn is told from. */
    @Schema(
            name = "ScoreFeature",
            requiredProperties = {"feature", "text", "mean", "deviation", "weight"})
    public record Feature(
            @Schema(examples = "interval_stretch") String feature,

            Bilingual text,

            @Schema(description = "Over the members learned of; counts and amounts are logarithms", examples = "0.42")
            double mean,

            @Schema(
                    description = "Standard deviation; 0 where all were alike, and then it says nothing",
                    examples = "0.8")
            double deviation,

            @Schema(description = "What one deviation more adds to the log-odds of staying away", examples = "0.37")
            double weight) {}

    /** @param told what is told instead of a count */
    static ScoreModelView of(ScoreModel model, StoredModels json, LongUnaryOperator told) {
        return new ScoreModelView(
                model.kind(),
                model.version(),
                model.status(),
                model.reason() == null
                        ? null
                        : new Refusal(model.reason().key(), model.reason().text()),
                model.trainedAt(),
                model.cutOff(),
                model.horizonDays(),
                told.applyAsLong(model.members()),
                model.parameters() == null ? null : parameters(model, json),
                model.parameters() == null || model.kind() != ScoreKind.CHURN
                        ? null
                        : features(json.read(model.parameters(), ChurnTraining.Parameters.class)),
                model.backTest() == null
                        ? null
                        : json.read(model.backTest(), ModelBackTest.class).counted(told));
    }

    private static Map<String, Double> parameters(ScoreModel model, StoredModels json) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        JsonObject stored = model.parameters();
        if (model.kind() == ScoreKind.CHURN) {
            ChurnModel.Learned learned =
                    json.read(stored, ChurnTraining.Parameters.class).learned();
            parameters.put("cycleDays", learned.cycleDays());
            parameters.put("intercept", learned.regression().intercept());
        } else {
            numbers(stored, parameters);
        }
        return parameters;
    }

    private static void numbers(JsonObject stored, Map<String, Double> into) {
        for (String name : stored.fieldNames()) {
            if (stored.getValue(name) instanceof JsonObject part) {
                numbers(part, into);
            } else {
                into.put(name, stored.getDouble(name));
            }
        }
    }

    private static List<Feature> features(ChurnTraining.Parameters parameters) {
        List<Feature> features = new ArrayList<>();
        for (String name : parameters.features()) {
            Term term = parameters.learned().regression().terms().get(features.size());
            features.add(new Feature(name, ChurnFeature.text(name), term.mean(), term.deviation(), term.weight()));
        }
        return features;
    }
}
