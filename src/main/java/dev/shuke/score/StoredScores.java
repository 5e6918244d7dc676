package dev.shuke.score;

import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.score.MemberScoresView.Churn;
import dev.shuke.score.MemberScoresView.Factor;
import dev.shuke.score.MemberScoresView.Missing;
import dev.shuke.score.MemberScoresView.NextPurchase;
import dev.shuke.score.MemberScoresView.Reason;
import dev.shuke.score.MemberScoresView.Value;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One member's scores as they are kept, with what their models say of themselves. */
record StoredScores(Row row, StoredModels json, String currency) {

    MemberScoresView seenWith(FieldPolicy policy) {
        Sight amount = policy.sight(FieldGroup.AMOUNT);
        boolean value = amount.atLeast(Sight.PARTIAL);
        boolean behaviour = policy.canReadWhole(FieldGroup.BEHAVIOUR);
        List<Missing> missing = new ArrayList<>();
        if (value && !has("clv_version")) {
            missing.add(missing(ScoreKind.CLV));
        }
        if (behaviour && !has("churn_version")) {
            missing.add(missing(ScoreKind.CHURN));
        }
        if (behaviour && !has("next_purchase_version")) {
            missing.add(missing(ScoreKind.NEXT_PURCHASE));
        }
        return new MemberScoresView(
                restricted() || row.getOffsetDateTime("computed_at") == null
                        ? null
                        : row.getOffsetDateTime("computed_at").toInstant(),
                value && has("clv_version") ? value(amount) : null,
                behaviour && has("churn_version") ? churn() : null,
                behaviour && has("next_purchase_version") ? nextPurchase() : null,
                missing);
    }

    /** Who was scored may have had his data restricted since. */
    private boolean has(String version) {
        return !restricted() && row.getInteger(version) != null;
    }

    private boolean restricted() {
        return row.getBoolean("restricted");
    }

    private Missing missing(ScoreKind kind) {
        String[] inUse = row.getArrayOfStrings("kinds");
        if (restricted()) {
            return new Missing(kind, Reason.RESTRICTED);
        }
        if (row.getLong("frequency") == 0) {
            return new Missing(kind, Reason.NO_ORDERS);
        }
        boolean model = inUse != null && Arrays.asList(inUse).contains(kind.key());
        return new Missing(kind, model ? Reason.NOT_YET : Reason.NO_MODEL);
    }

    private Value value(Sight amount) {
        Money expected = money("clv");
        boolean whole = amount.atLeast(Sight.FULL);
        ModelBackTest test = test("clv_test");
        return new Value(
                whole ? expected : null,
                whole ? null : AmountBand.of(expected),
                whole ? money("clv_low") : null,
                whole ? money("clv_high") : null,
                12,
                whole ? test.coverage() : null,
                whole ? test.covered() : null,
                row.getInteger("clv_version"));
    }

    private Churn churn() {
        List<String> features = json.read((JsonObject) row.getValue("churn_parameters"), ChurnTraining.Parameters.class)
                .features();
        Float[] logOdds = row.getArrayOfFloats("churn_factors");
        List<Factor> factors = new ArrayList<>();
        for (int i = 0; i < logOdds.length; i++) {
            factors.add(new Factor(features.get(i), ChurnFeature.text(features.get(i)), logOdds[i]));
        }
        factors.removeIf(factor -> factor.logOdds() == 0);
        factors.sort(Comparator.comparingDouble(factor -> -Math.abs(factor.logOdds())));
        return new Churn(
                row.getDouble("churn"),
                row.getInteger("churn_horizon"),
                factors,
                test("churn_test").model(),
                row.getInteger("churn_version"));
    }

    private NextPurchase nextPurchase() {
        ModelBackTest test = test("next_purchase_test");
        return new NextPurchase(
                row.getLocalDate("next_purchase_on"),
                test.model(),
                test.baseline(),
                row.getInteger("next_purchase_version"));
    }

    private ModelBackTest test(String column) {
        return json.read((JsonObject) row.getValue(column), ModelBackTest.class);
    }

    private Money money(String column) {
        return new Money(row.getLong(column), currency);
    }
}
