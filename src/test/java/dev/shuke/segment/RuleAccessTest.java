package dev.shuke.segment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules of those who may not see everything. */
@QuarkusTest
class RuleAccessTest extends ApiTest {
    private static final String EMAIL = "{\"type\":\"attribute\",\"attribute\":\"email\",\"op\":\"exists\"}";
    private static final String CITY = "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"X\"}";

    private TestTenant tenant;

    @BeforeEach
    void anEmptyTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
    }

    @Test
    void whatIsNotSeenIsNotAskedAbout() {
        forbidden("marketing", EMAIL, "/rule/attribute");
        forbidden("analyst", EMAIL, "/rule/attribute");
        forbidden(
                "marketing",
                "{\"type\":\"all\",\"of\":[" + CITY + ",{\"type\":\"not\",\"of\":" + EMAIL + "}]}",
                "/rule/of/1/of/attribute");
        forbidden("privacy", "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"exists\"}", "/rule/metric");
        forbidden("privacy", "{\"type\":\"event\",\"event\":\"store.visited\",\"op\":\"none\"}", "/rule/event");
        preview("owner", EMAIL).statusCode(200);
        preview("privacy", EMAIL).statusCode(200);
        preview("marketing", CITY).statusCode(200);
    }

    @Test
    void whatIsSizedOnlyIsAskedAboutBySize() {
        String metric = "{\"type\":\"metric\",\"metric\":\"monetary\",\"op\":\"OP\",\"value\":VALUE}";
        String sum = "{\"type\":\"event\",\"event\":\"order.paid\",\"aggregate\":{\"fn\":\"sum\",\"field\":\"amount\"},"
                + "\"op\":\"OP\",\"value\":VALUE}";
        for (String rule : new String[] {metric, sum}) {
            forbidden("marketing", rule.replace("OP", "gte").replace("VALUE", "12345"), "/rule/value");
            forbidden("marketing", rule.replace("OP", "eq").replace("VALUE", "20000"), "/rule/op");
            preview("marketing", rule.replace("OP", "gte").replace("VALUE", "20000"))
                    .statusCode(200);
            preview("owner", rule.replace("OP", "eq").replace("VALUE", "12345")).statusCode(200);
        }
    }

    @Test
    void howItWasPaidIsForThoseWhoSeeAmounts() {
        String paid = "{\"type\":\"event\",\"event\":\"order.paid\",\"where\":[{\"field\":\"paymentMethod\","
                + "\"op\":\"eq\",\"value\":\"alipay\"}],\"op\":\"gte\",\"value\":1}";
        forbidden("marketing", paid, "/rule/where/0/field");
        preview("owner", paid).statusCode(200);
        preview("analyst", paid).statusCode(200);
    }

    @Test
    void aBirthdayIsAskedAboutByItsDecade() {
        String rule = "{\"type\":\"attribute\",\"attribute\":\"birthday\",\"op\":\"gte\",\"value\":\"VALUE\"}";
        forbidden("marketing", rule.replace("VALUE", "1990-05-01"), "/rule/value");
        preview("marketing", rule.replace("VALUE", "1990-01-01")).statusCode(200);
        preview("manager", rule).statusCode(403);
        preview("owner", rule.replace("VALUE", "1990-05-01")).statusCode(200);
    }

    @Test
    void whoOnlyCountsComparesAtStepsAlone() {
        String frequency = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"OP\",\"value\":VALUE}";
        String recency = frequency.replace("frequency", "recencyDays");
        String created = "{\"type\":\"attribute\",\"attribute\":\"createdAt\",\"op\":\"gte\",\"value\":\"VALUE\"}";
        String visited = "{\"type\":\"event\",\"event\":\"store.visited\",SPAN\"op\":\"gte\",\"value\":VALUE}";
        String within = visited.replace("VALUE", "1").replace("SPAN", "\"within\":{\"days\":VALUE},");
        counted(
                frequency.replace("OP", "gte").replace("VALUE", "3"),
                frequency.replace("OP", "gte").replace("VALUE", "4"),
                "/rule/value");
        counted(
                frequency.replace("OP", "lt").replace("VALUE", "1"),
                frequency.replace("OP", "lte").replace("VALUE", "1"),
                "/rule/op");
        counted(
                frequency.replace("OP", "eq").replace("VALUE", "0"),
                frequency.replace("OP", "eq").replace("VALUE", "1"),
                "/rule/op");
        counted(
                recency.replace("OP", "lt").replace("VALUE", "30"),
                recency.replace("OP", "lt").replace("VALUE", "31"),
                "/rule/value");
        counted(
                created.replace("VALUE", "2025-12-31T16:00:00Z"),
                created.replace("VALUE", "2026-01-01T00:00:00Z"),
                "/rule/value");
        counted(
                visited.replace("SPAN", "").replace("VALUE", "2"),
                visited.replace("SPAN", "").replace("VALUE", "4"),
                "/rule/value");
        counted(within.replace("VALUE", "90"), within.replace("VALUE", "91"), "/rule/within/days");
        counted(
                within.replace("VALUE", "7"),
                visited.replace("VALUE", "1")
                        .replace(
                                "SPAN",
                                "\"between\":{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"},"),
                "/rule/within/days");
    }

    /** The first is for an analyst; the second for others alone, because of what is at the pointer. */
    private void counted(String rule, String finer, String pointer) {
        preview("analyst", rule).statusCode(200).body("countKind", is("below_k"));
        forbidden("analyst", finer, pointer);
        preview("owner", finer).statusCode(200);
    }

    @Test
    void whoOnlyCountsCountsAsOfToday() {
        String asOf = "{\"rule\":" + CITY + ",\"purpose\":\"service\",\"asOf\":\"2026-01-01T00:00:00Z\"}";
        as(tenant.staff("analyst"))
                .body(asOf.replace("service", "analytics"))
                .post("/v1/segments/preview")
                .then()
                .statusCode(403)
                .body("errors.pointer", contains("/asOf"));
        as(tenant.staff("owner")).body(asOf).post("/v1/segments/preview").then().statusCode(200);
    }

    @Test
    void aSegmentIsForThoseWhoMayUseAllOfItsRule() {
        String id = as(tenant.staff("owner"))
                .body("{\"key\":\"with-email\",\"name\":\"x\",\"purpose\":\"" + tenant.purpose("marketing")
                        + "\",\"kind\":\"dynamic\",\"rule\":" + EMAIL + "}")
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(tenant.staff("owner")).get("/v1/segments").then().body("items.id", contains(id));
        String marketing = tenant.staff("marketing");
        as(marketing).get("/v1/segments").then().statusCode(200).body("items", empty());
        as(marketing).get("/v1/segments/" + id).then().statusCode(404);
        as(marketing).get("/v1/segments/" + id + "/members").then().statusCode(404);
        as(marketing)
                .body("{\"name\":\"y\"}")
                .patch("/v1/segments/" + id)
                .then()
                .statusCode(404);
        as(marketing).delete("/v1/segments/" + id).then().statusCode(404);
        as(marketing)
                .body("{\"key\":\"mine\",\"name\":\"x\",\"purpose\":\"" + tenant.purpose("marketing")
                        + "\",\"kind\":\"dynamic\",\"rule\":" + EMAIL
                        + "}")
                .post("/v1/segments")
                .then()
                .statusCode(403)
                .body("code", is("field_forbidden"));
    }

    private void forbidden(String role, String rule, String pointer) {
        preview(role, rule)
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains(pointer));
    }

    private Response preview(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + tenant.purpose(role) + "\"}")
                .post("/v1/segments/preview")
                .then();
    }
}
