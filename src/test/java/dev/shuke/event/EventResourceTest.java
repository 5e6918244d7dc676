package dev.shuke.event;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventResourceTest extends ApiTest {
    private TestTenant tenant;
    private String pos;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Europe/London", "GBP");
        owner = tenant.staff("owner");
        pos = tenant.app("events:write");
    }

    private static String order(String id, String card, long amount, String time) {
        return """
                {"type":"order.paid","source":"pos","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"%s"},"store":"S-01","channel":"store",
                 "amount":{"amount":%d,"currency":"GBP"},
                 "items":[{"sku":"85123A","category":"lights","quantity":6,"price":{"amount":255,"currency":"GBP"}}]}""".formatted(id, time, card, amount);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    @Test
    void oneEventMakesItsMemberAndCounts() {
        as(pos).body(order("1", "17850", 1530, "2010-12-01T08:26:00Z"))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1))
                .body("duplicates", is(0))
                .body("rejected", empty());
        String id = member("17850");
        as(owner)
                .get("/v1/members/" + id)
                .then()
                .body("metrics.frequency", is(1))
                .body("metrics.monetary.amount", is(1530))
                .body("metrics.lastOrderAt", is("2010-12-01T08:26:00Z"));
        as(owner)
                .get("/v1/members/" + id + "/timeline")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].sourceId", is("1"))
                .body("items[0].amount.amount", is(1530))
                .body("items[0].items[0].sku", is("85123A"))
                .body("items[0].items[0].quantity", is(6))
                .body("items[0].items[0].price.amount", is(255));
    }

    @Test
    void unknownStoresAndProductsAreKeptAndToldUntilTheyCome() {
        as(owner)
                .body("[{\"sku\":\"85123A\",\"name\":\"Light\"}]")
                .post("/v1/products")
                .then()
                .statusCode(200);
        String bad = order("3", "C1", 1, "2010-12-01T08:26:00Z")
                .replace("S-01", "S-99")
                .replace("pos", "no source");
        String batch = "["
                + String.join(
                        ",",
                        order("1", "C1", 1, "2010-12-01T08:26:00Z").replace("S-01", "S-77"),
                        order("2", "C1", 1, "2010-12-01T08:26:00Z").replace("85123A", "X1"),
                        order("2", "C1", 1, "2010-12-01T08:26:00Z").replace("85123A", "X1"),
                        order("1", "C1", 2, "2010-12-01T08:26:00Z").replace("85123A", "X2"),
                        bad)
                + "]";
        for (int accepted = 2; accepted >= 0; accepted -= 2) {
            as(pos).body(batch)
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("accepted", is(accepted))
                    .body("unknown.stores", contains("S-01", "S-77"))
                    .body("unknown.skus", contains("X1"));
        }
        as(owner)
                .get("/v1/events/unknown-names")
                .then()
                .statusCode(200)
                .body("items.kind", contains("product", "store", "store"))
                .body("items.code", contains("X1", "S-01", "S-77"));
        as(owner).body("{\"name\":\"New\"}").put("/v1/stores/S-01").then().statusCode(201);
        as(pos).body(order("4", "C1", 1, "2010-12-01T08:26:00Z"))
                .post("/v1/events")
                .then()
                .body("unknown.stores", empty())
                .body("unknown.skus", empty());
        String cursor = as(owner)
                .get("/v1/events/unknown-names?limit=1")
                .then()
                .body("items.code", contains("X1"))
                .extract()
                .path("nextCursor");
        as(owner)
                .get("/v1/events/unknown-names?limit=1&cursor=" + cursor)
                .then()
                .body("items.code", contains("S-77"))
                .body("nextCursor", nullValue());
        as(pos).get("/v1/events/unknown-names").then().statusCode(403);
    }

    @Test
    void theAnswerListsAtMostAHundredUnknownNames() {
        String item = "{\"sku\":\"N-%d\",\"quantity\":1}";
        String items = IntStream.range(0, 150).mapToObj(item::formatted).collect(Collectors.joining(","));
        as(pos).body("""
                {"type":"product.viewed","source":"web","sourceId":"1","occurredAt":"2010-12-01T08:26:00Z",
                 "member":{"kind":"card","value":"C1"},"items":[%s]}""".formatted(items))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("unknown.skus", hasSize(100));
        as(owner).get("/v1/events/unknown-names?limit=200").then().body("items", hasSize(150));
    }

    @Test
    void aResendHasNoEffectAndAnotherPayloadIsAConflict() {
        String first = order("1", "C1", 100, "2010-12-01T08:26:00Z");
        as(pos).body(first).post("/v1/events").then().statusCode(200).body("accepted", is(1));
        as(pos).body(order("1", "c1", 100, "2010-12-01T09:26:00+01:00"))
                .post("/v1/events")
                .then()
                .body("accepted", is(0))
                .body("duplicates", is(1))
                .body("rejected", empty());
        as(pos).body("[" + order("1", "C1", 101, "2010-12-01T08:26:00Z") + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(0))
                .body("rejected[0].index", is(0))
                .body("rejected[0].code", is("conflict"));
        as(pos).body("[" + order("1", "NOBODY", 100, "2010-12-01T08:26:00Z") + "]")
                .post("/v1/events")
                .then()
                .body("rejected[0].code", is("conflict"));
        as(owner).body("""
                {"kind":"card","value":"NOBODY"}""").post("/v1/members/lookup").then().statusCode(404);
        as(owner)
                .get("/v1/members/" + member("C1"))
                .then()
                .body("metrics.frequency", is(1))
                .body("metrics.monetary.amount", is(100));
    }

    @Test
    void badRowsDoNotStopGoodOnes() {
        String batch = "["
                + String.join(
                        ",",
                        order("a", "C1", 100, "2010-12-01T08:26:00Z"),
                        order("b", "C1", 100, "2999-12-01T08:26:00Z"),
                        "7",
                        order("a", "C1", 100, "2010-12-01T08:26:00Z"),
                        order("a", "C1", 200, "2010-12-01T08:26:00Z"),
                        order("c", "C2", 50, "2010-12-02T08:26:00Z").replace("\"GBP\"}}]", "\"EUR\"}}]"),
                        order("d", "C2", 50, "2010-12-02T08:26:00Z"))
                + "]";
        as(pos).body(batch)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(2))
                .body("duplicates", is(1))
                .body("rejected.index", contains(1, 2, 4, 5))
                .body(
                        "rejected.code",
                        contains("validation_failed", "validation_failed", "conflict", "validation_failed"))
                .body("rejected[0].errors[0].pointer", is("/occurredAt"))
                .body("rejected[3].errors[0].pointer", is("/items/0/price/currency"));
    }

    @Test
    void ndjsonIsReadLineByLine() {
        String body = order("n1", "C1", 1, "2010-12-01T08:26:00Z").replace("\n", " ") + "\n{broken\n\n"
                + order("n2", "C1", 1, "2010-12-01T08:26:00Z").replace("\n", " ") + "\n";
        as(pos).contentType("application/x-ndjson")
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected[0].index", is(1))
                .body("rejected[0].code", is("malformed_body"));
    }

    @Test
    void createMembersFalseRejectsTheUnknown() {
        as(owner).body("""
                {"identities":[{"kind":"card","value":"KNOWN"}]}""").post("/v1/members").then().statusCode(201);
        as(pos).queryParam("createMembers", false)
                .body("[" + order("1", "KNOWN", 1, "2010-12-01T08:26:00Z") + ","
                        + order("2", "UNKNOWN", 1, "2010-12-01T08:26:00Z") + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1))
                .body("rejected[0].code", is("unknown_member"));
    }

    @Test
    void timelineRunsFromTheNewestAndPages() {
        for (int day = 1; day <= 5; day++) {
            as(pos).body(order("t" + day, "C1", day, "2010-12-0" + day + "T08:26:00Z"))
                    .post("/v1/events")
                    .then()
                    .statusCode(200);
        }
        String id = member("C1");
        String cursor = as(owner)
                .queryParam("limit", 3)
                .get("/v1/members/" + id + "/timeline")
                .then()
                .body("items.sourceId", contains("t5", "t4", "t3"))
                .extract()
                .path("nextCursor");
        as(owner)
                .queryParam("limit", 3)
                .queryParam("cursor", cursor)
                .get("/v1/members/" + id + "/timeline")
                .then()
                .body("items.sourceId", contains("t2", "t1"))
                .body("nextCursor", nullValue());
    }
}
