package dev.shuke.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderResourceTest extends ApiTest {
    private TestTenant tenant;

    @BeforeEach
    void ordersOfTwoPeople() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        as(tenant.staff("owner"))
                .body("[" + event("order.paid", 1, "A") + "," + event("order.paid", 2, "B") + ","
                        + event("order.refunded", 3, "A") + "," + event("product.viewed", 4, "A") + "]")
                .post("/v1/events")
                .then()
                .body("accepted", is(4));
    }

    private static String event(String type, int n, String card) {
        return """
                {"type":"%s","source":"till","sourceId":"%d","occurredAt":"2026-01-0%dT08:00:00Z",
                 "member":{"kind":"card","value":"%s"},"store":"S-01","channel":"store",
                 "amount":{"amount":%d00,"currency":"CNY"},"props":{"paymentMethod":"cash"},
                 "items":[{"sku":"T","quantity":1,"price":{"amount":%d00,"currency":"CNY"}}]}""".formatted(type, n, n, card, n, n);
    }

    @Test
    void financeSeesWhatWasPaidAndThatBuyersAreTheSame() {
        Response orders = as(tenant.staff("finance")).get("/v1/orders");
        orders.then()
                .statusCode(200)
                .body("items.sourceId", contains("3", "2", "1"))
                .body("items.amount.amount", contains(300, 200, 100))
                .body("items.items.price.amount.flatten()", contains(300, 200, 100))
                .body("items[1].paymentMethod", is("cash"))
                .body("items[0].store", is("S-01"));
        List<String> members = orders.path("items.member");
        assertThat(members.get(0)).isEqualTo(members.get(2)).isNotEqualTo(members.get(1));
        List<String> real = as(tenant.staff("owner")).get("/v1/members").path("items.id");
        assertThat(members).doesNotContainAnyElementsOf(real);
        as(tenant.staff("owner"))
                .get("/v1/members/" + members.getFirst())
                .then()
                .statusCode(404);
        as(tenant.staff("finance")).get("/v1/members/" + real.getFirst()).then().statusCode(403);
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        Response first = as(tenant.staff("finance")).get("/v1/orders?limit=2");
        first.then().body("items.sourceId", contains("3", "2"));
        as(tenant.staff("finance"))
                .get("/v1/orders?limit=2&cursor=" + first.path("nextCursor"))
                .then()
                .body("items.sourceId", contains("1"))
                .body("nextCursor", nullValue());
    }

    @Test
    void whoMayNotSeeExactAmountsSeesNoOrders() {
        for (String role : List.of("marketing", "analyst", "associate", "manager", "privacy")) {
            as(tenant.staff(role)).get("/v1/orders").then().statusCode(403);
        }
        as(tenant.staff("owner"))
                .body("{\"roles\":{\"finance\":{\"amount\":\"none\"}}}")
                .put("/v1/field-policy")
                .then()
                .statusCode(200);
        as(tenant.staff("finance")).get("/v1/orders").then().statusCode(403).body("code", is("field_forbidden"));
    }
}
