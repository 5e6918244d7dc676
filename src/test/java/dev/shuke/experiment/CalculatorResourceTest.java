package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.experiment.Orders.Order;
import dev.shuke.experiment.statistics.ClusterDesign;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CalculatorResourceTest extends ApiTest {
    private static final ZoneId ZONE = TestTenant.zoneAtNoon();
    private static final int STORES = 5;

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "CNY");
    private final String owner = tenant.staff("owner");
    private final LocalDate today = LocalDate.now(ZONE);
    private final Orders orders = new Orders(tenant);

    @Test
    void calculatesOverHttp() {
        JsonPath size = json(ask(owner, "sample-size", """
                {"metric":{"type":"proportion","baseline":0.5},"effect":{"absolute":0.25},"test":{"power":0.9}}"""));
        assertThat(size.getList("perVariant")).isEqualTo(List.of(77, 77));
        assertThat(size.getInt("units")).isEqualTo(154);
        assertThat(number(json(ask(owner, "power", """
                        {"metric":{"type":"proportion","baseline":0.5},"effect":{"absolute":0.25},"units":100}""")), "power")).isCloseTo(0.740, within(0.0005));
        assertThat(number(json(ask(owner, "detectable-effect", """
                        {"metric":{"type":"mean","baseline":40,"standardDeviation":5},"units":786,
                         "test":{"sequential":{"kind":"planned","looks":3,"spending":"pocock"}}}""")), "absolute"))
                .isBetween(1.05, 1.12);
    }

    @Test
    void whatCannotBeComputedIsAProblemWithItsField() {
        ask(owner, "sample-size", """
                {"metric":{"type":"proportion","baseline":1},"effect":{"absolute":0.1}}""")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/metric/baseline"))
                .body("errors[0].detail", startsWith("must for a proportion be above 0 and below 1"));
        ask(owner, "sample-size", """
                {"metric":{"type":"mean","baseline":1e999,"standardDeviation":1},"effect":{"absolute":0.1}}""").then().statusCode(422).body("errors[0].pointer", is("/metric/baseline"));
    }

    /** 34 three days ago, a part of whom came ten days ago as well, and six today: the days tell of 34. */
    @Test
    void durationIsByThoseWhoCameFirst() {
        for (int m = 0; m < 34; m++) {
            orders.add("S-1", "m" + m, today.minusDays(3), LocalTime.of(0, 1), 100);
            if (m < 24) {
                orders.add("S-1", "m" + m, today.minusDays(10), LocalTime.of(23, 59), 100);
            }
        }
        IntStream.range(0, 6).forEach(m -> orders.add("S-1", "x" + m, today, LocalTime.of(0, 0), 100));
        orders.send();
        String asked = "{\"units\":%d,\"event\":\"order.paid\",\"purpose\":\"service\",\"days\":14,\"traffic\":%s}";
        ask(owner, "duration", asked.formatted(15, "1"))
                .then()
                .body("newMembers", is(30))
                .body("from", is(today.minusDays(14).toString()))
                .body("to", is(today.minusDays(1).toString()))
                .body("days", is(7));
        ask(owner, "duration", asked.formatted(25, "1")).then().body("days", is(14));
        ask(owner, "duration", asked.formatted(15, "0.5")).then().body("days", is(14));
        // Of the thirty twenty came by the fourth day and ten after: ten a week on from there.
        ask(owner, "duration", asked.formatted(40, "1")).then().body("days", is(21));
        ask(tenant.staff("analyst"), "duration", asked.formatted(15, "1").replace("service", "analytics"))
                .then()
                .body("newMembers", is(30));
        ask(owner, "duration", "{\"units\":5,\"event\":\"cart.added\",\"purpose\":\"service\"}")
                .then()
                .statusCode(200)
                .body("newMembers", is(0))
                .body("$", not(hasKey("days")))
                .body("notComputed.code", is("no_traffic"));
        ask(owner, "duration", "{\"units\":5,\"event\":\"order.paid\",\"purpose\":\"unheard.of\"}")
                .then()
                .statusCode(422)
                .body("code", is("purpose_unavailable"));
        ask(tenant.staff("finance"), "duration", asked.formatted(15, "1"))
                .then()
                .statusCode(403);
    }

    /** Only who allows the purpose counts: of those who have not said anything, nobody. */
    @Test
    void durationCountsWhomThePurposeAdmits() {
        IntStream.range(0, 20).forEach(m -> orders.add("S-1", "m" + m, today.minusDays(1), LocalTime.NOON, 100));
        orders.send();
        ask(owner, "duration", """
                {"units":5,"event":"order.paid","purpose":"marketing.personalised"}""").then().statusCode(200).body("newMembers", is(0));
    }

    /**
     * Twenty who had bought at S-1 and twelve who had bought elsewhere come again; of others who buy at S-1 for the first time
     * meanwhile none was in the audience when the first of the days began.
     */
    @Test
    void durationIsThatOfTheAudience() {
        for (int m = 0; m < 32; m++) {
            orders.add(m < 20 ? "S-1" : "S-2", "m" + m, today.minusDays(20), LocalTime.NOON, 100);
            orders.add("S-3", "m" + m, today.minusDays(3), LocalTime.NOON, 100);
        }
        IntStream.range(0, 15).forEach(m -> orders.add("S-1", "x" + m, today.minusDays(3), LocalTime.NOON, 100));
        orders.send();
        String rule = """
                {"type":"event","event":"order.paid","where":[{"field":"store","op":"eq","value":"S-1"}],
                 "aggregate":{"fn":"count"},"op":"gte","value":1}""";
        duration(owner, "service", rule).then().body("newMembers", is(20)).body("days", is(14));
        duration(owner, "service", "{\"type\":\"not\",\"of\":" + rule + "}")
                .then()
                .body("newMembers", is(30));
        String segment = as(owner)
                .body("{\"key\":\"s-1\",\"name\":\"S\",\"purpose\":\"service\",\"kind\":\"dynamic\",\"rule\":" + rule
                        + "}")
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
        String named = "{\"type\":\"segment\",\"segment\":\"" + segment + "\"}";
        duration(owner, "service", named).then().body("newMembers", is(20));
        duration(owner, "marketing.personalised", rule).then().body("newMembers", is(0));
        duration(TestTenant.create(ZONE.getId(), "CNY").staff("owner"), "service", named)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/audience/segment"));
        as(owner)
                .body("{\"holdout\":0.5}")
                .put("/v1/experiment-settings")
                .then()
                .statusCode(200);
        duration(owner, "service", rule).then().body("newMembers", is(20)).body("days", is(21));
    }

    @Test
    void anAudienceIsForWhoMayAskAboutMembers() {
        String nothing = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"none\"}";
        duration(tenant.staff("analyst"), "analytics", nothing).then().statusCode(403);
        duration(tenant.app("experiments:read"), "service", nothing)
                .then()
                .statusCode(403)
                .body("code", is("forbidden"));
        duration(owner, "service", nothing.replace("none", "CANARY"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/audience/op"));
    }

    private Response duration(String token, String purpose, String audience) {
        return ask(
                token,
                "duration",
                "{\"units\":20,\"event\":\"order.paid\",\"days\":14,\"purpose\":\"%s\",\"audience\":%s}"
                        .formatted(purpose, audience));
    }

    @Test
    void designEffectIsThatOfTheStoresOrders() {
        for (int s = 0; s < STORES; s++) {
            for (int m = 0; m < 10 + 3 * s; m++) {
                for (int i = 0; i <= (m + s) % 3; i++) {
                    orders.add("S-" + s, s + "-" + m, today.minusDays(2 + i), LocalTime.NOON, 1_000 + 90 * s + 13 * m);
                }
            }
        }
        IntStream.range(0, 9).forEach(m -> orders.add("small", "s" + m, today.minusDays(1), LocalTime.NOON, 1));
        orders.send();
        ClusterDesign expected = ClusterDesign.of(IntStream.range(0, STORES)
                        .mapToObj(s -> Moments.ofColumns(spent("S-" + s)))
                        .toList())
                .require();
        JsonPath design = json(ask(owner, "design-effect", "{\"metric\":\"revenue\",\"units\":500}"));
        assertThat(design.getInt("stores")).isEqualTo(STORES);
        assertThat(number(design, "meanMembers")).isEqualTo(16);
        assertThat(number(design, "correlation")).isCloseTo(expected.correlation(), withPercentage(0.5));
        assertThat(number(design, "designEffect")).isCloseTo(expected.designEffect(), withPercentage(0.5));
        assertThat(design.getLong("storesNeeded")).isEqualTo(expected.clustersFor(500));
        ask(owner, "design-effect", "{\"metric\":\"repurchase\"}")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("storesNeeded")));
        ask(TestTenant.create("UTC", "CNY").staff("owner"), "design-effect", "{\"metric\":\"orders\"}")
                .then()
                .body("stores", is(0))
                .body("notComputed.code", is("no_units"));
    }

    private double[] spent(String store) {
        Map<String, Long> byMember = orders.all().stream()
                .filter(order -> order.store().equals(store))
                .collect(Collectors.groupingBy(Order::card, Collectors.summingLong(Order::amount)));
        return byMember.values().stream().mapToDouble(it -> it).toArray();
    }

    private static Response ask(String token, String what, String body) {
        return as(token).body(body).post("/v1/experiments/" + what);
    }

    private static JsonPath json(Response response) {
        return response.then().statusCode(200).extract().jsonPath();
    }

    private static double number(JsonPath json, String path) {
        return json.<Number>get(path).doubleValue();
    }
}
