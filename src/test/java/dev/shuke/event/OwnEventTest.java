package dev.shuke.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members tell of themselves is kept as theirs, and counts for nothing that matters. */
@QuarkusTest
class OwnEventTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private String session;

    @BeforeEach
    void begin() {
        session = session(tenant, "card", "OWN-1");
    }

    private static Response tell(String token, String... events) {
        return as(token)
                .body("[" + String.join(",", events) + "]")
                .post("/v1/me/events")
                .then();
    }

    private static String event(String type, String sourceId, String more) {
        return "{\"type\":\"%s\",\"sourceId\":\"%s\",\"occurredAt\":\"2026-01-02T03:04:05Z\"%s}"
                .formatted(type, sourceId, more);
    }

    private static String viewed(String sourceId) {
        return event(
                "product.viewed", sourceId, ",\"items\":[{\"sku\":\"A\",\"quantity\":1}],\"props\":{\"seconds\":3}");
    }

    private static String id(String token) {
        return as(token).get("/v1/me").path("id");
    }

    private Response timeline(String member) {
        return as(tenant.staff("owner"))
                .get("/v1/members/" + member + "/timeline")
                .then()
                .statusCode(200);
    }

    @Test
    void areKeptOnceAsTheMembersOwn() {
        tell(session, viewed("1"), event("survey.answered", "2", ",\"props\":{\"score\":9}"))
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected", empty());
        tell(session, viewed("1")).body("accepted", is(0)).body("duplicates", is(1));
        tell(session, event("cart.added", "1", "")).body("rejected.code", contains("conflict"));
        timeline(id(session))
                .body("items", hasSize(2))
                .body("items.source", contains("me", "me"))
                .body("items.find { it.type == 'product.viewed' }.items[0].sku", is("A"));
    }

    /** Each member numbers his own events, and the tills theirs. */
    @Test
    void collideWithNobodys() {
        String other = session(tenant, "card", "OWN-2");
        tell(session, viewed("1")).body("accepted", is(1));
        tell(other, event("cart.added", "1", "")).body("accepted", is(1));
        timeline(id(other)).body("items.type", contains("cart.added"));
        as(tenant.staff("owner"))
                .body("""
                        {"type":"product.viewed","source":"me","sourceId":"%s:2","occurredAt":"2026-01-02T03:04:05Z",
                         "member":{"kind":"card","value":"OWN-2"}}""".formatted(id(session)))
                .post("/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/source"));
        tell(session, viewed("2")).body("accepted", is(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.paid",
                "order.refunded",
                "points.earned",
                "coupon.redeemed",
                "store.visited",
                "event.cancelled",
                "drive.booked",
                "Order.Paid",
                "order.paid "
            })
    void thatCountForSomethingAreRefused(String type) {
        tell(session, viewed("before"), event(type, "1", ""), viewed("after"))
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected.index", contains(1))
                .body("rejected.code", contains("event_type_forbidden"))
                .body("rejected[0].detail", containsString("product.viewed"));
        timeline(id(session)).body("items.type", contains("product.viewed", "product.viewed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"member\":{\"kind\":\"card\",\"value\":\"OWN-2\"}",
                ",\"memberId\":\"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f\"",
                ",\"source\":\"till\"",
                ",\"amount\":{\"amount\":1,\"currency\":\"CNY\"}",
                ",\"corrects\":{\"source\":\"till\",\"sourceId\":\"1\"}"
            })
    void nameNobodyElseAndNothingElse(String more) {
        tell(session, event("product.viewed", "1", more))
                .statusCode(200)
                .body("accepted", is(0))
                .body("rejected.code", contains("validation_failed"));
    }

    @Test
    void keepToTheSchemaOfTheirType() {
        tell(session, event("survey.answered", "1", ",\"props\":{\"score\":\"nine\"}"))
                .body("rejected.code", contains("validation_failed"))
                .body("rejected[0].errors[0].pointer", is("/props/score"));
    }

    @Test
    void areFew() {
        tell(session, Collections.nCopies(51, viewed("1")).toArray(String[]::new))
                .statusCode(413)
                .body("code", is("body_too_large"));
        timeline(id(session)).body("items", empty());
    }

    /** Anybody could fill the list of what the merchant has still to tell us. */
    @Test
    void doNotSendTheMerchantLookingForProducts() {
        tell(session, viewed("1")).body("unknown.skus", empty());
        List<String> unknown = as(tenant.staff("owner"))
                .get("/v1/events/unknown-names")
                .then()
                .extract()
                .path("items.code");
        assertThat(unknown).isEmpty();
    }
}
