package dev.shuke.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is over age goes, and nothing else does; a dry run says so before. */
@QuarkusTest
class RetentionTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String OLD = "2020-01-02T03:04:05Z";
    private static final String RULES = """
            {"enforced":%s,"rules":[{"eventType":"order.paid","days":365,"action":"delete"},
             {"eventType":"product.viewed","days":30,"action":"anonymise"}]}""";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String officer = tenant.staff("privacy");

    private void happened(String type, String card, String at, int times) {
        String events = IntStream.range(0, times)
                .mapToObj(i -> """
                        {"type":"%s","source":"pos","sourceId":"%s-%s-%s-%d","occurredAt":"%s","props":{"note":"kept"},
                         "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"},
                         "items":[{"sku":"TEA","quantity":1}]}""".formatted(type, type, card, at, i, at, card))
                .collect(Collectors.joining(",", "[", "]"));
        as(tenant.staff("owner")).body(events).post("/v1/events").then().body("accepted", equalTo(times));
    }

    private String ran(boolean dryRun) {
        String id = as(officer)
                .body("{\"dryRun\":" + dryRun + "}")
                .post("/v1/retention/runs")
                .then()
                .statusCode(202)
                .path("id");
        Poll.until(
                "the run",
                SOON,
                () -> "succeeded".equals(as(officer).get("/v1/jobs/" + id).path("state")));
        return id;
    }

    private String events(String type) {
        return tenant.sql("select count(*) from event where %T and type = '" + type + "'")
                .getFirst();
    }

    @Test
    void aDryRunTellsWhatARunThenTakes() {
        happened("order.paid", "KEEP-1", OLD, 3);
        happened("product.viewed", "KEEP-1", OLD, 2);
        happened("store.visited", "KEEP-1", OLD, 1);
        as(officer).body(RULES.formatted(true)).put("/v1/retention").then().statusCode(409);
        as(officer).body(RULES.formatted(false)).put("/v1/retention").then().statusCode(200);
        as(officer)
                .body("{\"dryRun\":false}")
                .post("/v1/retention/runs")
                .then()
                .statusCode(409)
                .body("code", equalTo("retention_rehearsal"));
        String dry = ran(true);
        as(officer).get("/v1/retention/runs/" + dry).then().body("counts.events", contains(3, 2));
        assertThat(events("order.paid")).isEqualTo("3");
        String real = ran(false);
        as(officer)
                .get("/v1/retention/runs/" + real)
                .then()
                .body("dryRun", equalTo(false))
                .body("counts.eventType", contains("order.paid", "product.viewed"))
                .body("counts.events", contains(3, 2));
        assertThat(events("order.paid")).isEqualTo("0");
        assertThat(events("store.visited")).isEqualTo("1");
        assertThat(
                        tenant.sql(
                                "select i.line from event_item i join event e on e.id = i.event_id where i.%T and e.type = 'order.paid'"))
                .isEmpty();
        assertThat(tenant.sql("""
                        select distinct (props is null) || ' ' || source || ' ' || exists (select from member_metric m
                          where m.tenant_id = e.tenant_id and m.member_id = e.member_id)
                        from event e where %T and type = 'product.viewed'""")).containsExactly("true erased false");
        assertThat(tenant.sql("select frequency from member_metric where %T")).containsExactly("0");
        as(officer).get("/v1/retention/runs/" + ran(false)).then().body("counts.events", contains(0, 0));
    }

    @Test
    void whatALegalHoldProtectsStays() {
        happened("order.paid", "HELD-1", OLD, 1);
        happened("order.paid", "FREE-1", OLD, 1);
        String held = as(tenant.staff("owner"))
                .body("{\"kind\":\"card\",\"value\":\"HELD-1\"}")
                .post("/v1/members/lookup")
                .path("id");
        as(tenant.staff("owner"))
                .body("{\"memberId\":\"" + held + "\",\"reason\":\"dispute\"}")
                .post("/v1/legal-holds")
                .then()
                .statusCode(201);
        as(officer).body(RULES.formatted(false)).put("/v1/retention").then().statusCode(200);
        ran(true);
        ran(false);
        assertThat(tenant.sql("select member_id from event where %T and type = 'order.paid'"))
                .containsExactly(held);
    }

    /** @param consent what the member has said of personalised marketing; null for nothing */
    private String member(String card, String consent, Duration ago) {
        String id = as(tenant.staff("owner"))
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card
                        + "\"}],\"attributes\":{\"skin\":\"dry\",\"tea\":\"oolong\"}}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .path("id");
        happened("product.viewed", card, OLD, 2);
        happened("store.visited", card, OLD, 1);
        if (consent != null) {
            as(tenant.staff("owner"))
                    .body("""
                            [{"purpose":"marketing.personalised","action":"%s","evidence":"%s","occurredAt":"%s"}]""".formatted(consent, "0a".repeat(32), Instant.now().minus(ago)))
                    .post("/v1/members/" + id + "/consents")
                    .then()
                    .statusCode(200);
        }
        return id;
    }

    @Test
    void whatIsKeptForAPurposeGoesSomeDaysAfterItHasEnded() {
        String ended = member("PURPOSE-1", "withdrawn", Duration.ofDays(40));
        String lately = member("PURPOSE-2", "withdrawn", Duration.ofDays(20));
        String kept = member("PURPOSE-3", "given", Duration.ofDays(40));
        String never = member("PURPOSE-4", null, null);
        String held = member("PURPOSE-5", "refused", Duration.ofDays(40));
        as(tenant.staff("owner"))
                .body("{\"memberId\":\"" + held + "\",\"reason\":\"dispute\"}")
                .post("/v1/legal-holds")
                .then()
                .statusCode(201);
        String rules = """
                {"enforced":%s,"rules":[],"purposes":[{"purpose":"marketing.personalised","days":30,"action":"delete",
                 "eventTypes":["product.viewed"],"attributes":["skin"]}]}""";
        as(officer).body(rules.formatted(true)).put("/v1/retention").then().statusCode(409);
        as(officer)
                .body(rules.formatted(false))
                .put("/v1/retention")
                .then()
                .statusCode(200)
                .body("purposes.days", contains(30));
        as(officer)
                .get("/v1/retention/runs/" + ran(true))
                .then()
                .body("purposes.events", contains(2))
                .body("purposes.members", contains(1));
        assertThat(events("product.viewed")).isEqualTo("10");
        as(officer)
                .get("/v1/retention/runs/" + ran(false))
                .then()
                .body("purposes.purpose", contains("marketing.personalised"))
                .body("purposes.events", contains(2))
                .body("purposes.members", contains(1));
        assertThat(tenant.sql("select distinct member_id from event where %T and type = 'product.viewed'"))
                .containsExactlyInAnyOrder(lately, kept, never, held);
        assertThat(events("store.visited")).isEqualTo("5");
        assertThat(tenant.sql("select id from member where %T and attributes ? 'skin' and attributes ? 'tea'"))
                .containsExactlyInAnyOrder(lately, kept, never, held);
        assertThat(tenant.sql("select attributes ->> 'tea' from member where %T and id = '" + ended + "'"))
                .containsExactly("oolong");
        as(officer)
                .get("/v1/retention/runs/" + ran(false))
                .then()
                .body("purposes.events", contains(0))
                .body("purposes.members", contains(0));
        as(officer).body(rules.formatted(true)).put("/v1/retention").then().statusCode(200);
        as(officer)
                .body(rules.formatted(true).replace(":30,", ":3,"))
                .put("/v1/retention")
                .then()
                .statusCode(409);
    }

    /** The law asks for them for three years; a younger one the database itself keeps from the role of the API. */
    @Test
    void disclosuresGoAfterThreeYearsAndNotBefore() {
        as(officer).body(RULES.formatted(false)).put("/v1/retention").then().statusCode(200);
        for (String age : List.of("3 years 1 day", "2 years 364 days", "1 day")) {
            PlantedPrivacy.disclosure(tenant.id());
            tenant.sql("update disclosure set disclosed_at = now() - interval '" + age + "', kind = '" + age
                    + "' where %T and kind = 'members'");
        }
        as(officer).get("/v1/retention/runs/" + ran(true)).then().body("disclosures", equalTo(1));
        assertThat(tenant.sql("select kind from disclosure where %T")).hasSize(3);
        tenant.sql("begin; set local role shuke_app; select app_set_tenant('" + tenant.id()
                + "'); delete from disclosure where %T; commit");
        assertThat(tenant.sql("select kind from disclosure where %T order by disclosed_at"))
                .containsExactly("2 years 364 days", "1 day");
        PlantedPrivacy.disclosure(tenant.id());
        tenant.sql("update disclosure set disclosed_at = now() - interval '4 years' where %T and kind = 'members'");
        as(officer).get("/v1/retention/runs/" + ran(false)).then().body("disclosures", equalTo(1));
        assertThat(tenant.sql("select kind from disclosure where %T")).hasSize(2);
    }

    @Test
    void onceRehearsedItIsDoneEveryDayUntilTheRulesChange() {
        as(officer).body(RULES.formatted(false)).put("/v1/retention").then().statusCode(200);
        ran(true);
        as(officer)
                .body(RULES.formatted(true))
                .put("/v1/retention")
                .then()
                .statusCode(200)
                .body("enforced", equalTo(true));
        happened("order.paid", "DAILY-1", OLD, 1);
        tenant.sql("update jobs.due set at = now() where %T and kind = 'retention.sweep'");
        Poll.until("the daily run", SOON, () -> events("order.paid").equals("0"));
        as(officer)
                .body(RULES.formatted(true).replace("365", "7"))
                .put("/v1/retention")
                .then()
                .statusCode(409);
        as(officer).get("/v1/retention").then().body("rules[0].days", equalTo(365));
    }
}
