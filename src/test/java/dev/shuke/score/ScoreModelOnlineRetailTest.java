package dev.shuke.score;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.demo.OnlineRetail;
import dev.shuke.demo.OnlineRetail.Invoice;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All of the Online Retail data, from its orders through the API to models learned in SQL and tried. */
@QuarkusTest
class ScoreModelOnlineRetailTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final LocalDateTime CUT_OFF = LocalDate.of(2011, 9, 9).atStartOfDay();
    private static final int BATCH = 1_000;

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "GBP");
    private final String owner = tenant.staff("owner");
    private final String app = tenant.app("events:write");

    @Test
    void modelsAreThoseOfTheDefinitionAndSeeNothingBehindTheCutOff() {
        List<Invoice> invoices = OnlineRetail.read().invoices();
        for (int from = 0; from < invoices.size(); from += BATCH) {
            send(invoices.subList(from, Math.min(from + BATCH, invoices.size())).stream()
                    .map(ScoreModelOnlineRetailTest::event)
                    .toList());
        }
        churnIsThatOfTheDefinition();
        nextPurchaseAndValueBeatTheirBaselines();
        membersAreScoredByThem();
        nothingBehindTheCutOffIsLearned(invoices);
    }

    /** As they stood on the last day of which they had learned. */
    private void membersAreScoredByThem() {
        await(
                as(owner)
                        .post("/v1/scores/recompute?asOf=2011-09-09")
                        .then()
                        .statusCode(202)
                        .extract()
                        .header("Location"),
                3362);
        assertThat(tenant.sql("""
                select count(*) from member_score where %T and clv > 0 and clv_low <= clv_high and churn between 0 and 1
                  and next_purchase_on >= '2011-09-09'""")).containsExactly("3362");
        List<ChurnModel.Outcome> then = ShoppingRecords.ofOnlineRetail().outcomes(CUT_OFF, 90);
        double mean = then.stream().filter(ChurnModel.Outcome::churned).count() / (double) then.size();
        assertThat(Double.parseDouble(tenant.sql("select avg(churn) from member_score where %T")
                        .getFirst()))
                .isCloseTo(mean, within(0.1));
        JsonPath scores = as(owner)
                .get("/v1/members/"
                        + tenant.sql("select member_id from member_score where %T order by churn desc limit 1")
                                .getFirst()
                        + "/scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        double logOdds = as(owner)
                        .get("/v1/scores/churn/models/1")
                        .jsonPath()
                        .<Number>get("parameters.intercept")
                        .doubleValue()
                + scores.<Number>getList("churn.factors.logOdds").stream()
                        .mapToDouble(Number::doubleValue)
                        .sum();
        assertThat(number(scores, "churn.risk")).isCloseTo(1 / (1 + Math.exp(-logOdds)), within(1e-4));
        assertThat(number(scores, "clv.covered")).isBetween(0.75, 0.9);
        assertThat(scores.getList("missing")).isEmpty();
    }

    private void churnIsThatOfTheDefinition() {
        JsonPath model = trained("churn", 90, 1);
        ChurnModel expected = ChurnModel.train(
                90,
                Stream.of(90, 120, 150)
                        .flatMap(
                                days -> ShoppingRecords.ofOnlineRetail().outcomes(CUT_OFF.minusDays(days), 90).stream())
                        .toList(),
                ShoppingRecords.ofOnlineRetail().outcomes(CUT_OFF, 90));
        assertThat(model.getString("status")).isEqualTo("in_use");
        assertThat(model.getInt("backTest.members")).isEqualTo(3362);
        assertThat(number(model, "backTest.happened")).isCloseTo(0.433, within(0.0005));
        assertThat(number(model, "backTest.model"))
                .isGreaterThanOrEqualTo(0.74)
                .isCloseTo(expected.backTest().auc(), within(0.001));
        assertThat(number(model, "backTest.baseline")).isBetween(0.73, 0.74);
        assertThat(model.getList("backTest.calibration")).hasSize(10);
        assertThat(number(model, "parameters.cycleDays")).isCloseTo(expected.cycleDays(), within(0.05));
        for (ChurnFeature feature : ChurnFeature.values()) {
            LogisticRegression.Term term = expected.regression().terms().get(feature.ordinal());
            String at = "features[" + feature.ordinal() + "].";
            assertThat(model.getString(at + "feature")).isEqualTo(feature.key());
            assertThat(number(model, at + "mean")).as(feature.key()).isCloseTo(term.mean(), within(0.05));
            assertThat(number(model, at + "deviation")).as(feature.key()).isCloseTo(term.deviation(), within(0.05));
            assertThat(number(model, at + "weight")).as(feature.key()).isCloseTo(term.weight(), within(0.01));
        }
    }

    private void nextPurchaseAndValueBeatTheirBaselines() {
        JsonPath dates = trained("next-purchase", 90, 1);
        assertThat(dates.getString("status")).isEqualTo("in_use");
        assertThat(number(dates, "backTest.model")).isLessThan(0.9 * number(dates, "backTest.baseline"));
        JsonPath values = trained("clv", 90, 1);
        assertThat(values.getString("status")).isEqualTo("in_use");
        assertThat(values.getInt("backTest.members")).isEqualTo(3362);
        assertThat(number(values, "backTest.model")).isLessThan(number(values, "backTest.baseline"));
        assertThat(number(values, "backTest.covered")).isBetween(0.75, 0.9);
    }

    /** Every buyer orders, complains and has an order corrected on the day of the cut-off. */
    private void nothingBehindTheCutOffIsLearned(List<Invoice> invoices) {
        JsonPath before = trained("churn", 60, 2);
        List<Invoice> past = invoices.stream()
                .filter(invoice -> !invoice.refund() && invoice.time().isBefore(CUT_OFF))
                .limit(BATCH / 4)
                .toList();
        String then = CUT_OFF.atZone(ZONE).toInstant().toString();
        send(past.stream()
                .flatMap(invoice -> Stream.of(
                        of("order.paid", "later", then, invoice, ",\"amount\":{\"amount\":1,\"currency\":\"GBP\"}"),
                        of("order.refunded", "back", then, invoice, ",\"amount\":{\"amount\":1,\"currency\":\"GBP\"}"),
                        of("complaint.opened", "complaint", then, invoice, ""),
                        of("order.paid", "corrected", then, invoice, """
                                ,"amount":{"amount":1,"currency":"GBP"},
                                "corrects":{"source":"till","sourceId":"%s"}""".formatted(invoice.number()))))
                .toList());
        JsonPath after = trained("churn", 60, 3);
        assertThat(number(after, "backTest.happened"))
                .as("they count as what then happened")
                .isLessThan(number(before, "backTest.happened"));
        for (String learned : List.of("members", "parameters", "features")) {
            assertThat((Object) after.get(learned)).as(learned).isEqualTo(before.get(learned));
        }
        as(owner)
                .get("/v1/scores/churn/models?limit=2")
                .then()
                .body("items", hasSize(2))
                .body("items.version", is(List.of(3, 2)))
                .body("$", hasKey("nextCursor"));
        as(owner)
                .get("/v1/scores/churn/models/1")
                .then()
                .body("status", is("superseded"))
                .body("$", not(hasKey("reason")));
    }

    private JsonPath trained(String kind, int horizonDays, int version) {
        String job = as(owner)
                .body("{\"cutOff\":\"2011-09-09\",\"horizonDays\":%d}".formatted(horizonDays))
                .post("/v1/scores/" + kind + "/trainings")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await(job, 0);
        return as(owner)
                .get("/v1/scores/" + kind + "/models/" + version)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** @param members 0 for however many */
    private void await(String job, int members) {
        Poll.until(
                "the job",
                Duration.ofMinutes(3),
                () -> List.of("succeeded", "failed").contains(as(owner).get(job).<String>path("state")));
        JsonPath ended = as(owner).get(job).jsonPath();
        assertThat(ended.getString("state")).isEqualTo("succeeded");
        assertThat(ended.getLong("done")).isEqualTo(ended.getLong("total"));
        assertThat(ended.getInt("done")).isGreaterThanOrEqualTo(members);
    }

    private static double number(JsonPath json, String path) {
        return json.<Number>get(path).doubleValue();
    }

    private void send(List<String> events) {
        as(app).body(events.stream().collect(joining(",", "[", "]")))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(events.size()));
    }

    private static String event(Invoice invoice) {
        return of(
                invoice.refund() ? "order.refunded" : "order.paid",
                "till",
                invoice.time().atZone(ZONE).toInstant().toString(),
                invoice,
                ",\"amount\":{\"amount\":%d,\"currency\":\"GBP\"},\"items\":%s"
                        .formatted(
                                invoice.amount(),
                                invoice.lines().stream()
                                        .map(OnlineRetail.Line::sku)
                                        .distinct()
                                        .map(sku -> "{\"sku\":\"" + sku + "\",\"quantity\":1}")
                                        .collect(joining(",", "[", "]"))));
    }

    private static String of(String type, String source, String at, Invoice invoice, String more) {
        return """
                {"type":"%s","source":"%s","sourceId":"%s","occurredAt":"%s","member":{"kind":"card","value":"%s"}%s}""".formatted(type, source, invoice.number(), at, invoice.customer(), more);
    }
}
