package dev.shuke.score;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.score.ModelRefusedException.Reason;
import dev.shuke.score.NextPurchaseModel.Errors;
import dev.shuke.score.NextPurchaseModel.Outcome;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@link NextPurchaseModel} of a merchant's members. */
@ApplicationScoped
class NextPurchaseTraining implements Training {
    static final Bilingual BASELINE = new Bilingual("会员自己的购买间隔中位数", "The member's own median interval");

    /** Fewer would tell of single ones. */
    private static final int LEAST_TRIED = 30;

    private final StoredModels json;

    NextPurchaseTraining(StoredModels json) {
        this.json = json;
    }

    @Override
    public ScoreKind kind() {
        return ScoreKind.NEXT_PURCHASE;
    }

    @Override
    public List<Integer> daysBefore(int horizonDays) {
        return List.of(0);
    }

    @Override
    public JsonObject learn(List<Shopper> past) {
        double median = Median.of(past.stream()
                .flatMap(shopper -> shopper.gaps().stream())
                .mapToDouble(days -> days)
                .toArray());
        return json.write(
                NextPurchaseModel.fit(past.stream().map(Shopper::intervals).toList(), median));
    }

    @Override
    public Trial tried(JsonObject parameters, List<Shopper> later, int horizonDays, String currency) {
        List<Outcome> outcomes = later.stream()
                .filter(shopper -> shopper.later().orders() > 0)
                .map(shopper -> new Outcome(
                        shopper.intervals(),
                        shopper.elapsedDays(),
                        shopper.later().nextInDays()))
                .toList();
        if (outcomes.size() < LEAST_TRIED) {
            throw new ModelRefusedException(Reason.TOO_FEW_REPEATS, outcomes.size() + " members came back");
        }
        Errors errors = json.read(parameters, NextPurchaseModel.class).backTest(outcomes);
        return new Trial(ModelBackTest.ofDays(errors, BASELINE), errors.passed());
    }
}
