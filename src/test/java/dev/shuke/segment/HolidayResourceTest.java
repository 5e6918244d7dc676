package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A merchant's own days, and rules that name them. */
@QuarkusTest
class HolidayResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String YEARLY =
            "{\"name\":{\"zh\":\"店庆\",\"en\":\"Anniversary\"},\"yearly\":{\"month\":9,\"day\":%d},\"days\":2}";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private int sent;

    private Response put(String key, String body) {
        return as(owner).body(body).put("/v1/holidays/" + key).then();
    }

    private static String rule(String more) {
        return "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":1,\"holiday\":{\"holiday\":\"anniversary\""
                + more + "}}";
    }

    private Response preview(String rule, String asOf) {
        return as(owner)
                .body("{\"rule\":" + rule + ",\"purpose\":\"service\",\"asOf\":\"" + asOf + "\"}")
                .post("/v1/segments/preview")
                .then();
    }

    private void buys(String card, String at) {
        sent++;
        as(tenant.app("events:write"))
                .body("""
                        {"type":"order.paid","source":"pos","sourceId":"%d","occurredAt":"%s",
                         "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"}}""".formatted(sent, at, card))
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    @Test
    void isKeptListedAndDeleted() {
        put("anniversary", YEARLY.formatted(12))
                .statusCode(200)
                .body("yearly.month", is(9))
                .body("days", is(2));
        put("sales", "{\"name\":{\"en\":\"Sales\"},\"dates\":[\"2026-11-01\",\"2026-05-01\",\"2026-11-01\"]}")
                .statusCode(200)
                .body("dates", contains("2026-05-01", "2026-11-01"))
                .body("days", is(1));
        put("eve", "{\"name\":{\"en\":\"Eve\"},\"lunar\":{\"month\":12,\"day\":30}}")
                .statusCode(200);
        put("singles-day", YEARLY.formatted(12)).statusCode(400);
        put("Upper", YEARLY.formatted(12)).statusCode(400);
        put("none", "{\"name\":{\"en\":\"None\"}}").statusCode(422);
        as(owner).get("/v1/holidays").then().statusCode(200).body("items.key", contains("anniversary", "eve", "sales"));
        as(owner).delete("/v1/holidays/eve").then().statusCode(204);
        as(owner).get("/v1/holidays/eve").then().statusCode(404);
        as(owner).delete("/v1/holidays/eve").then().statusCode(404);
        as(tenant.staff("marketing")).get("/v1/holidays/sales").then().statusCode(200);
        as(tenant.staff("marketing")).delete("/v1/holidays/sales").then().statusCode(403);
    }

    /** The 12th begins in Shanghai at 16:00 of the 11th. */
    @Test
    void rulesNameItAsTheyNameHolidays() {
        buys("before", "2026-09-11T15:59:59Z");
        buys("first", "2026-09-11T16:00:00Z");
        buys("last", "2026-09-13T15:59:59Z");
        buys("after", "2026-09-13T16:00:00Z");
        buys("year before", "2025-09-12T01:00:00Z");
        preview(rule(""), "2026-10-01T00:00:00Z")
                .statusCode(422)
                .body("errors[0].pointer", is("/rule/holiday/holiday"))
                .body("errors[0].detail", containsString("of the merchant's own"))
                .body("errors[0].detail", not(containsString("anniversary")));
        put("anniversary", YEARLY.formatted(12)).statusCode(200);
        preview(rule(""), "2026-10-01T00:00:00Z").statusCode(200).body("count", is(2));
        preview(rule(",\"fromDay\":0"), "2026-10-01T00:00:00Z").body("count", is(1));
        preview(rule(",\"fromDay\":-1,\"toDay\":2"), "2026-10-01T00:00:00Z").body("count", is(4));
        preview(rule(",\"ago\":1"), "2026-10-01T00:00:00Z").body("count", is(1));
        preview(rule(""), "2026-09-11T15:59:59Z").body("count", is(1)); // of the year before
        put("anniversary", "{\"name\":{\"en\":\"A\"},\"dates\":[\"2026-09-12\"]}")
                .statusCode(200);
        preview(rule(""), "2026-10-01T00:00:00Z").body("count", is(1));
        preview(rule(",\"ago\":1"), "2026-10-01T00:00:00Z").body("count", is(0));
    }

    @Test
    void aSegmentFollowsItAndKeepsIt() {
        buys("A-1", "2025-09-12T01:00:00Z");
        put("anniversary", YEARLY.formatted(20)).statusCode(200);
        String segment = as(owner)
                .body("""
                        {"key":"buyers","name":"B","purpose":"service","kind":"dynamic",
                         "rule":{"type":"any","of":[%s,%s]}}""".formatted(rule(",\"ago\":1"), rule("")))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .body("description.zh", containsString("店庆"))
                .body("description.en", containsString("Anniversary"))
                .extract()
                .path("id");
        as(owner).get("/v1/segments/" + segment + "/members").then().body("items", empty());
        put("anniversary", "{\"name\":{\"en\":\"A\"},\"dates\":[\"2025-09-12\"]}")
                .statusCode(200);
        Poll.until(
                "the segment",
                SOON,
                () -> as(owner).get("/v1/segments/" + segment + "/count").<Integer>path("members") == 1);
        as(owner).delete("/v1/holidays/anniversary").then().statusCode(409);
        as(owner).delete("/v1/segments/" + segment).then().statusCode(204);
        as(owner).delete("/v1/holidays/anniversary").then().statusCode(204);
        assertThat(tenant.sql("select key from holiday where %T")).isEmpty();
    }
}
