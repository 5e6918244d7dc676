package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedScores;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments by scores follow whoever scores, tell what they saw, and are for those who may see it. */
@QuarkusTest
class ScoreSegmentTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String USED_UP = "{\"type\":\"replenishment\",\"skus\":[\"MILK\"],\"fromDay\":0,\"toDay\":10}";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void aTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    @Test
    void segmentsFollowWhoeverScores() {
        as(owner)
                .body("[{\"sku\":\"MILK\",\"name\":\"Milk powder\",\"daysPerUnit\":12.5}]")
                .post("/v1/products")
                .then()
                .statusCode(200);
        order("1");
        String scored = segment("scored", metric("rfm.r", "gte", "1"));
        String staged = segment("staged", "{\"type\":\"metric\",\"metric\":\"lifecycle.stage\",\"op\":\"exists\"}");
        String due = segment("due", USED_UP);
        assertThat(List.of(members(scored), members(staged), members(due))).containsOnly(0);
        run("/v1/rfm/recompute");
        Poll.until("the segments' following RFM", SOON, () -> members(scored) == 1 && members(staged) == 1);
        run("/v1/scores/recompute");
        Poll.until("the segment's following the scores", SOON, () -> members(due) == 1);
        order("2");
        run("/v1/scores/recompute");
        Poll.until("leaving who has got more", SOON, () -> members(due) == 0);
    }

    @Test
    void anExplanationShowsTheScoreThatWasSeen() {
        order("1");
        PlantedScores.plant(tenant.id(), 2);
        String rule = "{\"type\":\"any\",\"of\":["
                + String.join(
                        ",",
                        metric("clv.expected", "gte", "200000"),
                        metric("churn.risk", "gt", "0.62"),
                        metric("nextPurchase.inDays", "lt", "-36500"),
                        "{\"type\":\"metric\",\"metric\":\"rfm.tier\",\"op\":\"missing\"}",
                        "{\"type\":\"replenishment\",\"toDay\":365}")
                + "]}";
        String id = segment("by-scores", rule);
        String member = tenant.sql("select id from member where %T").getFirst();
        explain("owner", id, member)
                .body("tree.of.matched", contains(true, false, false, true, true))
                .body("tree.of[0].observed", is(250000))
                .body("tree.of[2].observed", is(daysTo("next_purchase_on", "member_score")));
        explain("marketing", id, member).body("tree.of[0].observed.from.amount", is(200000));
        assertThat(explain("owner", id, member)
                        .extract()
                        .<Number>path("tree.of[1].observed")
                        .doubleValue())
                .isEqualTo(0.62);
        assertThat(Instant.parse(explain("owner", id, member).extract().path("tree.of[4].observed")))
                .isEqualTo(Instant.parse(tenant.sql("select to_char(due_at at time zone 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from member_replenishment where %T")
                        .getFirst()));
    }

    private int daysTo(String column, String table) {
        return Integer.parseInt(tenant.sql("select " + column + " - (now() at time zone 'Asia/Shanghai')::date from "
                        + table + " where %T")
                .getFirst());
    }

    @Test
    void whoDoesNotSeeTheGroupDoesNotAsk() {
        allowed("marketing", metric("clv.expected", "gte", "200000"));
        refused("marketing", metric("clv.expected", "gte", "123456"), "/rule/value");
        allowed("marketing", metric("churn.risk", "gte", "0.5"));
        allowed("marketing", USED_UP);
        refused("marketing", metric("rfm.m", "gte", "4"), "/rule/metric");
        refused("marketing", metric("rfm.score", "gte", "40"), "/rule/metric");
        for (String name : List.of("rfm.r", "rfm.f", "nextPurchase.inDays")) {
            allowed("marketing", metric(name, "gte", "1"));
            refused("privacy", metric(name, "gte", "1"), "/rule/metric");
            refused("analyst", metric(name, "gte", "1"), "/rule/metric");
        }
        refused("privacy", metric("clv.expected", "gte", "200000"), "/rule/metric");
        refused("privacy", metric("rfm.tier", "eq", "\"loyal\""), "/rule/metric");
        refused("privacy", USED_UP, "/rule/type");
        refused("analyst", USED_UP, "/rule/type");
        allowed("analyst", metric("clv.expected", "gte", "200000"));
        refused("analyst", metric("clv.expected", "gte", "123456"), "/rule/value");
    }

    private static String metric(String name, String op, String value) {
        return "{\"type\":\"metric\",\"metric\":\"" + name + "\",\"op\":\"" + op + "\",\"value\":" + value + "}";
    }

    private void allowed(String role, String rule) {
        preview(role, rule).statusCode(200);
    }

    private void refused(String role, String rule, String pointer) {
        preview(role, rule)
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", hasItem(pointer));
    }

    private Response preview(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + tenant.purpose(role) + "\"}")
                .post("/v1/segments/preview")
                .then();
    }

    private Response explain(String role, String segment, String member) {
        return as(tenant.staff(role))
                .get("/v1/segments/" + segment + "/members/" + member + "/explain")
                .then()
                .statusCode(200);
    }

    private String segment(String key, String rule) {
        return as(owner)
                .body("{\"key\":\"%s\",\"name\":\"S\",\"purpose\":\"%s\",\"kind\":\"dynamic\",\"rule\":%s}"
                        .formatted(key, tenant.purpose("marketing"), rule))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private int members(String segment) {
        return as(owner)
                .get("/v1/segments/" + segment + "/members")
                .then()
                .statusCode(200)
                .extract()
                .<List<?>>path("items")
                .size();
    }

    private void run(String path) {
        String job = as(owner).post(path).then().statusCode(202).extract().header("Location");
        Poll.until("the job", SOON, () -> as(owner).get(job).path("state").equals("succeeded"));
    }

    /** Milk for twelve and a half days, bought five days ago. */
    private void order(String sourceId) {
        as(owner)
                .body("""
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"C-1"},"amount":{"amount":900,"currency":"CNY"},
                 "items":[{"sku":"MILK","quantity":1}]}""".formatted(sourceId, Instant.now().minus(5, ChronoUnit.DAYS)))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }
}
