package dev.shuke.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tiers by how often, stages of the lifecycle, their history, and that members are scored without being asked. */
@QuarkusTest
class LifecycleTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String TEA_SHOP = """
            {"method":"ntile","tiers":[
             {"key":"regular","name":{"en":"Regular"},"orders":{"days":7,"min":3}},
             {"key":"now_and_then","name":{"en":"Now and then"},"orders":{"days":30,"min":1,"max":2}},
             {"key":"away","name":{"en":"Away"},"orders":{"days":60,"max":0}}]}""";

    private TestTenant tenant;
    private String owner;
    private int sent;

    @BeforeEach
    void aTenant() {
        aTenantIn(ZONE);
    }

    private void aTenantIn(ZoneId zone) {
        tenant = TestTenant.create(zone.getId(), "CNY");
        owner = tenant.staff("owner");
    }

    /** The eighth day back is not of the last seven: the 4th is, and in Shanghai it begins at 16:00 of the 3rd. */
    @Test
    void tiersCanBeOfHowManyOrdersInTheLastDays() {
        for (String at : List.of("2026-06-03T16:00:00Z", "2026-06-08T01:00:00Z", "2026-06-10T15:59:59Z")) {
            event("a", "order.paid", at, null);
        }
        for (String at : List.of("2026-06-03T15:59:59Z", "2026-06-08T01:00:00Z", "2026-06-10T15:59:59Z")) {
            event("b", "order.paid", at, null);
        }
        event("c", "order.paid", "2026-05-20T01:00:00Z", null);
        event("d", "order.paid", "2026-04-01T01:00:00Z", null);
        event("e", "order.paid", "2026-05-01T01:00:00Z", null);
        replace(TEA_SHOP);
        recompute("2026-06-10");
        as(owner).get("/v1/rfm/distribution").then().body("members", is(5)).body("tiers.count", contains(1, 1, 1));
        assertThat(tier("a")).isEqualTo("regular");
        assertThat(tier("b")).isEqualTo("null"); // three in a month, and two a week
        assertThat(tier("c")).isEqualTo("now_and_then");
        assertThat(tier("d")).isEqualTo("away");
        assertThat(tier("e")).isEqualTo("null");
    }

    @Test
    void theSevenStagesAreTheFirstThatFits() {
        event("viewed", "product.viewed", "2026-06-05T01:00:00Z", null);
        event("asked", "product.viewed", "2026-06-05T01:00:00Z", null);
        event("asked", "cart.added", "2026-06-06T01:00:00Z", null);
        event("long ago", "product.viewed", "2026-01-05T01:00:00Z", null);
        event("once", "order.paid", "2026-06-01T01:00:00Z", null);
        event("once, then", "order.paid", "2026-05-01T01:00:00Z", null);
        event("twice", "order.paid", "2026-05-01T01:00:00Z", null);
        event("twice", "order.paid", "2026-06-01T01:00:00Z", null);
        event("gone", "order.paid", "2026-01-01T01:00:00Z", null);
        recompute("2026-06-10");
        as(owner)
                .get("/v1/rfm/distribution")
                .then()
                .body("stages.key", contains("leaving", "returning", "kept", "paying", "asking", "looking", "entering"))
                .body("stages.count", contains(1, 1, 1, 1, 1, 1, 1))
                .body("stages[1].ownerRole", is("marketing"));
        assertThat(stage("gone")).isEqualTo("leaving");
        assertThat(stage("once, then")).isEqualTo("kept");
        assertThat(stage("asked")).isEqualTo("asking");
        assertThat(stage("long ago")).isEqualTo("entering");
        as(tenant.staff("analyst")).get("/v1/rfm/distribution").then().body("stages.count", everyItem(nullValue()));
    }

    /** r 5, f 1, m 2: 20 × (3 × 5 + 1 + 2) / 5. */
    @Test
    void aStageSaysHowMuchEachScoreCounts() {
        event("a", "order.paid", "2026-06-08T01:00:00Z", null);
        replace("""
                {"method":"thresholds",
                 "cuts":{"recencyDays":[10,20,30,40],"frequency":[1,2,3,4],"monetary":[100,1000,3000,4000]},
                 "stages":[{"key":"all","name":{"en":"All"},"weights":{"r":3,"f":1,"m":1}}],
                 "tiers":[{"key":"more","name":{"en":"More"},"score":{"min":73}},
                  {"key":"so","name":{"en":"So"},"score":{"min":72}}]}""");
        recompute("2026-06-10");
        assertThat(tier("a")).isEqualTo("so");
        assertThat(tenant.sql("select r || ' ' || f || ' ' || m || ' ' || score from member_rfm where %T"))
                .containsExactly("5 1 2 72");
    }

    /** Tea every week, coats every ninety days: two weeks are twice as long as usual, or a sixth. */
    @Test
    void recencyCanBeMeasuredByTheCycleOfWhatIsBought() {
        for (String at : List.of("2026-05-13T01:00:00Z", "2026-05-20T01:00:00Z", "2026-05-27T01:00:00Z")) {
            event("tea", "order.paid", at, "tea");
        }
        event("coats", "order.paid", "2026-02-26T01:00:00Z", "coat");
        event("coats", "order.paid", "2026-05-27T01:00:00Z", "coat");
        event("one coat", "order.paid", "2026-03-12T01:00:00Z", "coat");
        event("one tea", "order.paid", "2026-05-12T01:00:00Z", "tea");
        Poll.until(
                "habits",
                Duration.ofMinutes(1),
                () -> tenant.sql("select 1 from metric_due where %T").isEmpty());
        for (String recency : List.of("own_cycle", "category_cycle")) {
            replace("""
                    {"method":"thresholds","recency":"%s","cuts":{"recencyPercent":[80,120,200,400],
                     "frequency":[1,2,3,4],"monetary":[1,2,3,4]}}""".formatted(recency));
            recompute("2026-06-10");
            assertThat(recency("tea")).as("14 of 7 days: 200 %").isEqualTo("3");
            assertThat(recency("coats")).as("14 of 90 days: 15 %").isEqualTo("5");
            assertThat(recency("one coat")).as("90 of 90 days: 100 %").isEqualTo("4");
            assertThat(recency("one tea")).as("29 of 7 days: 414 %").isEqualTo("1");
        }
    }

    @Test
    void whatMembersWereIsToldAndTheirTagsFollow() {
        event("a", "order.paid", "2026-06-08T01:00:00Z", null);
        event("b", "order.paid", "2026-06-08T01:00:00Z", null);
        event("c", "order.paid", "2026-01-08T01:00:00Z", null);
        replace(TEA_SHOP);
        recompute("2026-06-10");
        assertThat(tag("a", "rfm-tier")).isEqualTo("now_and_then");
        assertThat(tag("a", "lifecycle-stage")).isEqualTo("paying");
        tenant.sql("update member_transition set at = '2026-06-10T12:00:00Z' where %T");
        as(owner)
                .body("{\"value\":\"regular\"}")
                .put("/v1/members/" + member("b") + "/tags/rfm-tier")
                .then()
                .statusCode(200);
        recompute("2026-08-10");
        assertThat(tag("a", "rfm-tier")).isEqualTo("away");
        assertThat(tag("b", "rfm-tier")).as("the staff know better").isEqualTo("regular");
        String tomorrow = LocalDate.now(ZONE).plusDays(1).toString();
        assertThat(moves("from=2026-06-10&to=" + tomorrow))
                .containsExactlyInAnyOrder("now_and_then away 2", "away away 1");
        assertThat(moves("kind=stage&from=2026-06-10&to=2026-06-10"))
                .containsExactlyInAnyOrder("paying paying 2", "leaving leaving 1");
        assertThat(moves("from=2026-06-09&to=2026-06-10"))
                .containsExactlyInAnyOrder("null now_and_then 2", "null away 1");
        as(tenant.staff("analyst"))
                .get("/v1/rfm/transitions")
                .then()
                .statusCode(200)
                .body("moves", empty());
        as(tenant.staff("privacy")).get("/v1/rfm/transitions").then().statusCode(403);
        as(owner)
                .body(
                        "{\"rule\":{\"type\":\"tag\",\"tag\":\"rfm-tier\",\"op\":\"eq\",\"value\":\"away\"},\"purpose\":\"service\"}")
                .post("/v1/segments/preview")
                .then()
                .body("count", is(2));
        as(owner)
                .get("/v1/members/" + member("a") + "/tag-history")
                .then()
                .body("items.findAll { it.key == 'rfm-tier' }.value", contains("away", "now_and_then"));
    }

    @Test
    void membersAreScoredAgainWhenItIsTimeAndSoonAfterAMerge() {
        ZoneId zone = TestTenant.zoneAtNoon(); // that it is not time meanwhile
        aTenantIn(zone);
        event("a", "order.paid", "2026-06-08T01:00:00Z", null);
        event("b", "order.paid", "2026-06-08T01:00:00Z", null);
        recompute("2026-06-10");
        assertThat(refreshAt().atZone(zone).toLocalTime()).isEqualTo(LocalTime.of(4, 0));
        assertThat(refreshAt()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(28)));
        as(owner)
                .body("{\"from\":\"" + member("b") + "\"}")
                .post("/v1/members/" + member("a") + "/merge")
                .then()
                .statusCode(201);
        assertThat(refreshAt()).isBefore(Instant.now().plus(Duration.ofMinutes(2)));
        tenant.sql("update rfm_refresh set run_at = now() where %T");
        tenant.sql("update jobs.due set at = now() where kind = 'rfm.refresh' and %T");
        Poll.until(
                "another scoring",
                Duration.ofMinutes(1),
                () -> tenant.sql("select 1 from rfm where snapshot_date > '2026-06-10' and %T")
                        .equals(List.of("1")));
        as(owner).get("/v1/rfm/distribution").then().body("members", is(1)).body("cells", hasSize(1));
        assertThat(refreshAt()).isAfter(Instant.now());
    }

    private List<String> moves(String query) {
        List<Map<String, Object>> moves = as(owner)
                .get("/v1/rfm/transitions?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("moves");
        return moves.stream()
                .map(move -> move.get("before") + " " + move.get("after") + " " + move.get("count"))
                .toList();
    }

    private Instant refreshAt() {
        return Instant.ofEpochSecond(
                Long.parseLong(tenant.sql("select extract(epoch from run_at)::bigint from rfm_refresh where %T")
                        .getFirst()));
    }

    private void event(String card, String type, String at, String category) {
        as(owner)
                .body("""
                        {"type":"%s","source":"till","sourceId":"%d","occurredAt":"%s",
                         "member":{"kind":"external","value":"%s"}%s%s}""".formatted(
                        type,
                        sent++,
                        at,
                        card,
                        type.equals("order.paid") ? ",\"amount\":{\"amount\":500,\"currency\":\"CNY\"}" : "",
                        category == null
                                ? ""
                                : ",\"items\":[{\"sku\":\"x\",\"quantity\":1,\"category\":\"" + category + "\"}]"))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }

    private String member(String card) {
        return as(owner)
                .body("{\"kind\":\"external\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .path("id");
    }

    private String tag(String card, String key) {
        return as(owner)
                .get("/v1/members/" + member(card) + "?include=tags")
                .path("tags.find { it.key == '" + key + "' }.value");
    }

    private String tier(String card) {
        return of(card, "select coalesce(tier, 'null') from member_rfm");
    }

    private String recency(String card) {
        return of(card, "select r from member_rfm");
    }

    private String stage(String card) {
        return of(card, "select stage from member_stage");
    }

    private String of(String card, String select) {
        return tenant.sql(select + " where %T and member_id = '" + member(card) + "'")
                .getFirst();
    }

    private void replace(String settings) {
        as(owner).body(settings).put("/v1/rfm").then().statusCode(200);
    }

    private void recompute(String snapshotDate) {
        String job = as(owner)
                .post("/v1/rfm/recompute?snapshotDate=" + snapshotDate)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Poll.until(
                "scoring",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
    }
}
