package dev.shuke.score;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * By which members are scored, at most one of each kind.
 *
 * @param versions by kind
 */
record ModelsInUse(
        Map<ScoreKind, Integer> versions,
        LifetimeValueModel value,
        LogisticRegression churn,
        double cycleDays,
        NextPurchaseModel nextPurchase) {
    private static final double YEAR = 365;
    private static final int FURTHEST_DAYS = 36_500;

    Integer version(ScoreKind kind) {
        return versions.get(kind);
    }

    MemberScore score(Shopper shopper, LocalDate day) {
        return new MemberScore(
                shopper.memberId(),
                value == null ? null : value.value(shopper.buying(), shopper.spent(), LifetimeValueTraining.COVERAGE),
                churn == null ? null : churn.probability(ChurnFeature.row(shopper.past(), cycleDays)),
                churn == null ? null : factors(shopper.past()),
                nextPurchase == null ? null : day.plusDays(daysAhead(shopper)));
    }

    private long daysAhead(Shopper shopper) {
        double days = nextPurchase.daysAhead(shopper.intervals(), shopper.elapsedDays());
        return Math.round(Math.min(FURTHEST_DAYS, days));
    }

    private List<Float> factors(ShoppingSummary past) {
        return Arrays.stream(ChurnFeature.values())
                .map(feature -> (float) churn.terms().get(feature.ordinal()).contribution(feature.of(past, cycleDays)))
                .toList();
    }

    static ModelsInUse of(List<ScoreModel> models, StoredModels json) {
        Map<ScoreKind, ScoreModel> usable = models.stream()
                .filter(model ->
                        model.kind() != ScoreKind.CHURN || churn(model, json).current())
                .collect(toMap(ScoreModel::kind, model -> model));
        ScoreModel value = usable.get(ScoreKind.CLV);
        ScoreModel churn = usable.get(ScoreKind.CHURN);
        ScoreModel next = usable.get(ScoreKind.NEXT_PURCHASE);
        return new ModelsInUse(
                usable.values().stream().collect(toMap(ScoreModel::kind, ScoreModel::version)),
                value == null
                        ? null
                        : json.read(value.parameters(), LifetimeValueTraining.Parameters.class)
                                .over(YEAR),
                churn == null ? null : churn(churn, json).learned().regression(),
                churn == null ? 0 : churn(churn, json).learned().cycleDays(),
                next == null ? null : json.read(next.parameters(), NextPurchaseModel.class));
    }

    /** One of another release may look at other things than this one. */
    private static ChurnTraining.Parameters churn(ScoreModel model, StoredModels json) {
        return json.read(model.parameters(), ChurnTraining.Parameters.class);
    }
}
