package dev.shuke.score;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.score.ChurnModel.Learned;
import dev.shuke.score.ChurnModel.Outcome;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** {@link ChurnModel} of a merchant's members. */
@ApplicationScoped
class ChurnTraining implements Training {
    static final Bilingual BASELINE =
            new Bilingual("仅用最近购买、频率与金额的逻辑回归", "A logistic regression on recency, frequency and monetary alone");

    /** Three seasons are better than one, and a month between them is enough to have members stand otherwise. */
    private static final List<Integer> DAYS_APART = List.of(0, 30, 60);

    private final StoredModels json;

    ChurnTraining(StoredModels json) {
        this.json = json;
    }

    /** @param features in the order of the terms */
    record Parameters(List<String> features, Learned learned) {
        /** Whether this release looks at the same. */
        boolean current() {
            return features.equals(names());
        }

        static List<String> names() {
            return Arrays.stream(ChurnFeature.values()).map(ChurnFeature::key).toList();
        }
    }

    @Override
    public ScoreKind kind() {
        return ScoreKind.CHURN;
    }

    @Override
    public List<Integer> daysBefore(int horizonDays) {
        return DAYS_APART.stream().map(days -> horizonDays + days).toList();
    }

    @Override
    public JsonObject learn(List<Shopper> past) {
        return json.write(new Parameters(Parameters.names(), Learned.of(outcomes(past))));
    }

    @Override
    public Trial tried(JsonObject parameters, List<Shopper> later, int horizonDays, String currency) {
        BackTest test = json.read(parameters, Parameters.class)
                .learned()
                .tried(horizonDays, outcomes(later))
                .backTest();
        return new Trial(ModelBackTest.of(test, BASELINE), test.passed());
    }

    private static List<Outcome> outcomes(List<Shopper> shoppers) {
        return shoppers.stream()
                .map(shopper -> new Outcome(shopper.past(), shopper.later().orders() == 0))
                .toList();
    }
}
