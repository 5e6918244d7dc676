package dev.shuke.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member's numbers, for those who may see them: read, and asked for in rules. */
@QuarkusTest
class MetricResourceTest extends ApiTest {
    private TestTenant tenant;
    private String owner;
    private String id;

    /** Three orders of 1,000, 2,000 and 2,000 on the 1st, the 11th and the 16th, of which 500 came back. */
    @BeforeEach
    void aMemberWithHabits() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        as(owner).body("""
                        [{"type":"order.paid","source":"till","sourceId":"1","occurredAt":"2026-06-01T01:00:00Z",
                          "store":"S-1","channel":"web","member":{"kind":"card","value":"a"},
                          "amount":{"amount":1000,"currency":"CNY"},
                          "items":[{"sku":"x","category":"tea","quantity":9},{"sku":"y","category":"tea","quantity":9}]},
                         {"type":"order.paid","source":"till","sourceId":"2","occurredAt":"2026-06-11T15:00:00Z",
                          "store":"S-2","channel":"store","member":{"kind":"card","value":"a"},
                          "amount":{"amount":2000,"currency":"CNY"},"items":[{"sku":"z","category":"bread","quantity":1}]},
                         {"type":"order.paid","source":"till","sourceId":"3","occurredAt":"2026-06-16T14:30:00Z",
                          "store":"S-2","channel":"web","member":{"kind":"card","value":"a"},"props":{"paymentMethod":"alipay"},
                          "amount":{"amount":2000,"currency":"CNY"},"items":[{"sku":"z","category":"bread","quantity":1}]},
                         {"type":"order.refunded","source":"till","sourceId":"4","occurredAt":"2026-06-17T01:00:00Z",
                          "member":{"kind":"card","value":"a"},"amount":{"amount":500,"currency":"CNY"}},
                         {"type":"coupon.redeemed","source":"till","sourceId":"5","occurredAt":"2026-06-16T14:30:00Z",
                          "member":{"kind":"card","value":"a"}},
                         {"type":"complaint.opened","source":"till","sourceId":"6","occurredAt":"2026-06-18T01:00:00Z",
                          "member":{"kind":"card","value":"a"}},
                         {"type":"survey.answered","source":"web","sourceId":"7","occurredAt":"2026-06-19T01:00:00Z",
                          "member":{"kind":"card","value":"a"},"props":{"score":9}},
                         {"type":"survey.answered","source":"web","sourceId":"8","occurredAt":"2026-06-18T01:00:00Z",
                          "member":{"kind":"card","value":"a"},"props":{"score":2}}]""").post("/v1/events").then().statusCode(200).body("accepted", is(8));
        id = as(owner)
                .body("{\"kind\":\"card\",\"value\":\"a\"}")
                .post("/v1/members/lookup")
                .path("id");
        Poll.until(
                "habits",
                Duration.ofMinutes(1),
                () -> tenant.sql("select nps from member_habit where %T").equals(List.of("9")));
    }

    private Response metrics(String role) {
        return as(tenant.staff(role))
                .get("/v1/members/" + id + "?include=metrics")
                .then()
                .statusCode(200);
    }

    @Test
    void theyAreThereWhenAskedFor() {
        metrics("owner")
                .header("ETag", notNullValue())
                .body("metrics.frequency", is(3))
                .body("metrics.monetary.amount", is(5_000))
                .body("metrics.netMonetary.amount", is(4_500))
                .body("metrics.averageBasket.amount", is(1_666))
                .body("metrics.averageIntervalDays", is(7)) // 15 days and 13.5 hours by two
                .body("metrics.coupons", is(1))
                .body("metrics.complaints", is(1))
                .body("metrics.nps", is(9))
                .body("metrics.preferredStore", is("S-2"))
                .body("metrics.preferredChannel", is("web"))
                .body("metrics.preferredCategory", is("bread"))
                .body("metrics.preferredTimeOfDay", is("night")) // 23:00 and 22:30, once 9:00
                .body("metrics.preferredPaymentMethod", is("alipay"))
                .body("metrics.preferredWeekday", is("tuesday")); // of three days once each the latest
        as(owner).get("/v1/members/" + id).then().body("metrics", not(hasKey("nps")));
        as(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"))
                .get("/v1/members/" + id + "?include=metrics")
                .then()
                .statusCode(404);
    }

    /** An amount in bands by a number would tell more than the band; an associate sees what is recent only. */
    @Test
    void nobodySeesMoreThanHeMay() {
        metrics("marketing")
                .body("metrics.coupons", is(1))
                .body("metrics.preferredStore", is("S-2"))
                .body("metrics", not(hasKey("netMonetary")))
                .body("metrics", not(hasKey("preferredPaymentMethod")))
                .body("metrics", not(hasKey("averageBasket")));
        metrics("privacy").body("$", not(hasKey("metrics")));
        as(owner)
                .body("{\"roles\":{\"privacy\":{\"amount\":\"full\"}}}")
                .put("/v1/field-policy")
                .then()
                .statusCode(200);
        metrics("privacy")
                .body("metrics.netMonetary.amount", is(4_500))
                .body("metrics", not(hasKey("averageBasket")))
                .body("metrics", not(hasKey("averageIntervalDays")))
                .body("metrics", not(hasKey("preferredPaymentMethod")))
                .body("metrics", not(hasKey("preferredStore")));
    }

    @Test
    void rulesAskForThem() {
        Map<String, String> have = Map.ofEntries(
                Map.entry("netMonetary", "4500"),
                Map.entry("averageBasket", "1666"),
                Map.entry("averageIntervalDays", "7"),
                Map.entry("coupons", "1"),
                Map.entry("complaints", "1"),
                Map.entry("nps", "9"),
                Map.entry("preferredStore", "\"S-2\""),
                Map.entry("preferredChannel", "\"web\""),
                Map.entry("preferredCategory", "\"bread\""),
                Map.entry("preferredTimeOfDay", "\"night\""),
                Map.entry("preferredPaymentMethod", "\"alipay\""),
                Map.entry("preferredWeekday", "\"tuesday\""));
        have.forEach((metric, value) -> {
            assertThat(counted(metric, "eq", value)).as(metric).isEqualTo(1);
            assertThat(counted(metric, "ne", value)).as(metric).isZero();
            assertThat(counted(metric, "missing", null)).as(metric).isZero();
        });
        assertThat(counted("preferredStore", "in", "[\"S-1\",\"S-2\"]")).isEqualTo(1);
        assertThat(counted("nps", "lte", "6")).isZero();
    }

    private int counted(String metric, String op, String value) {
        return preview("owner", metric, op, value).statusCode(200).extract().path("count");
    }

    private Response preview(String role, String metric, String op, String value) {
        return as(tenant.staff(role))
                .body("{\"purpose\":\"" + tenant.purpose(role) + "\",\"rule\":{\"type\":\"metric\",\"metric\":\""
                        + metric + "\",\"op\":\"" + op + "\"" + (value == null ? "" : ",\"value\":" + value) + "}}")
                .post("/v1/segments/preview")
                .then();
    }

    @Test
    void whatIsNotSeenIsNotAskedAbout() {
        for (String metric : new String[] {"netMonetary", "averageBasket"}) {
            forbidden("marketing", metric);
            forbidden("analyst", metric);
        }
        forbidden("analyst", "preferredStore");
        forbidden("privacy", "coupons");
        preview("marketing", "preferredStore", "exists", null).statusCode(200).body("count", is(1));
    }

    private void forbidden(String role, String metric) {
        preview(role, metric, "exists", null)
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/rule/metric"));
    }
}
