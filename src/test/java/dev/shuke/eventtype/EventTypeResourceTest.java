package dev.shuke.eventtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventTypeResourceTest extends ApiTest {
    private static final String TYPES = "/v1/event-types";
    private static final String BOOKING = """
            {"name":{"zh":"预约试驾","en":"Test drive booked"},"description":{"en":"By phone or in the shop"},
             "props":{"type":"object","required":["model"],"additionalProperties":false,"properties":{
               "model":{"type":"string","maxLength":5},
               "days":{"type":"integer","minimum":1,"maximum":30},
               "from":{"enum":["phone","shop"]},
               "tags":{"type":"array","items":{"type":"string","pattern":"^[a-z]{1,8}$"}}}}}""";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private static String event(String id, String type, String props) {
        return """
                {"type":"%s","source":"pos","sourceId":"%s","occurredAt":"2020-01-01T00:00:00Z",
                 "member":{"kind":"card","value":"C1"}%s}""".formatted(type, id, props == null ? "" : ",\"props\":" + props);
    }

    private void book() {
        as(owner).body(BOOKING).put(TYPES + "/drive.booked").then().statusCode(201);
    }

    @Test
    void theWellKnownTypesAreThereInBothLanguages() {
        List<Map<String, Object>> types = as(tenant.staff("analyst")).get(TYPES).path("items");
        assertThat(types)
                .extracting(type -> type.get("type"))
                .isSorted()
                .contains(
                        "order.paid",
                        "order.refunded",
                        "product.viewed",
                        "cart.added",
                        "store.visited",
                        "coupon.redeemed",
                        "points.earned",
                        "survey.answered",
                        "complaint.opened",
                        "exposure",
                        "event.cancelled");
        assertThat(types).allSatisfy(type -> {
            assertThat(((Map<?, ?>) type.get("name")).keySet()).hasToString("[zh, en]");
            assertThat(((Map<?, ?>) type.get("description")).keySet()).hasToString("[zh, en]");
            assertThat((Map<?, ?>) type.get("props")).isNotEmpty();
        });
        as(owner).get(TYPES + "/order.paid").then().statusCode(200).body("wellKnown", is(true));
        as(owner).get(TYPES + "/drive.booked").then().statusCode(404);
        as(owner).get(TYPES + "/NO").then().statusCode(404);
    }

    @Test
    void aTypeOfOnesOwnIsKeptAndWrittenOver() {
        book();
        as(owner)
                .get(TYPES + "/drive.booked")
                .then()
                .body("name.zh", is("预约试驾"))
                .body("props.properties.model.maxLength", is(5))
                .body("wellKnown", is(false));
        as(owner).get(TYPES).then().body("items.type", hasItems("drive.booked", "order.paid"));
        as(owner)
                .body("{\"name\":{\"en\":\"Other\"}}")
                .put(TYPES + "/drive.booked")
                .then()
                .statusCode(200);
        as(owner)
                .get(TYPES + "/drive.booked")
                .then()
                .body("name.en", is("Other"))
                .body("$", not(hasItems("props")));
        as(tenant.staff("marketing"))
                .body("{\"name\":{\"en\":\"Other\"}}")
                .put(TYPES + "/drive.booked")
                .then()
                .statusCode(403);
    }

    /** A schema may hold what no field of a body may: what was kept can be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"required\":[\"%s\"]", "\"required\":[\"\\u202e\"]", "\"enum\":[1e200]", "\"maximum\":1e-300"})
    void aSchemaWithOddValuesCanBeReadAgain(String odd) {
        String schema = "{\"type\":\"object\",\"properties\":{\"n\":{" + odd.formatted("x".repeat(5_000)) + "}}}";
        String body = "{\"name\":{\"en\":\"Odd\"},\"props\":" + schema + "}";
        int status = as(owner).body(body).put(TYPES + "/odd.type").statusCode();
        assertThat(status).isIn(200, 201, 422);
        as(owner).get(TYPES).then().statusCode(200);
        as(owner).get(TYPES + "/odd.type").then().statusCode(status == 422 ? 404 : 200);
    }

    @Test
    void eventsMustSatisfyTheSchemaOfTheirType() {
        book();
        String batch = "["
                + String.join(
                        ",",
                        event("1", "drive.booked", "{\"model\":\"X\",\"days\":3,\"from\":\"shop\",\"tags\":[\"a\"]}"),
                        event("2", "drive.booked", "{\"model\":\"LONGER\"}"),
                        event("3", "drive.booked", null),
                        event("4", "drive.booked", "{\"model\":\"X\",\"days\":31}"),
                        event("5", "drive.booked", "{\"model\":\"X\",\"from\":\"mail\"}"),
                        event("6", "drive.booked", "{\"model\":\"X\",\"tags\":[\"a\",\"B\"]}"),
                        event("7", "drive.booked", "{\"model\":\"X\",\"colour\":\"red\"}"),
                        event("8", "nobody.knows", "{\"model\":7}"),
                        event("9", "survey.answered", "{\"score\":\"ten\"}"))
                + "]";
        as(owner)
                .body(batch)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected.index", contains(1, 2, 3, 4, 5, 6, 8))
                .body("rejected.code.unique()", contains("validation_failed"))
                .body(
                        "rejected.errors.pointer.flatten()",
                        contains(
                                "/props/model",
                                "/props",
                                "/props/days",
                                "/props/from",
                                "/props/tags/1",
                                "/props",
                                "/props/score"));
        as(owner)
                .body(event("10", "drive.booked", "{\"model\":5}"))
                .post("/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/props/model"))
                .body("errors[0].detail", notNullValue());
        as(owner)
                .body("{\"name\":{\"en\":\"Any\"}}")
                .put(TYPES + "/drive.booked")
                .then()
                .statusCode(200);
        as(owner)
                .body(event("10", "drive.booked", "{\"model\":5}"))
                .post("/v1/events")
                .then()
                .body("accepted", is(1))
                .body("rejected", empty());
    }

    /** A pattern that makes a backtracking matcher try 2^n ways. */
    @Test
    void noPatternCostsMoreThanItsLength() {
        as(owner).body("""
                        {"name":{"en":"Hostile"},"props":{"properties":{"a":{"type":"string","pattern":"^(a+)+$"}}}}""").put(TYPES + "/hostile").then().statusCode(201);
        long start = System.nanoTime();
        as(owner)
                .body("[" + event("1", "hostile", "{\"a\":\"" + "a".repeat(900) + "!\"}") + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("rejected.errors[0].pointer", contains("/props/a"));
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }
}
