package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.TestTenant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Orders that a test has sent, to be counted by it as well. */
final class Orders {
    private static final int BATCH = 1_000;

    /** @param amount minor units */
    record Order(String store, String card, LocalDate day, LocalTime time, long amount) {
        private String event(ZoneId zone) {
            return """
                    {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                     "member":{"kind":"card","value":"%s"},"store":"%s","amount":{"amount":%d,"currency":"CNY"}}""".formatted(
                            UUID.randomUUID(), day.atTime(time).atZone(zone).toInstant(), card, store, amount);
        }
    }

    private final TestTenant tenant;
    private final List<Order> sent = new ArrayList<>();

    Orders(TestTenant tenant) {
        this.tenant = tenant;
    }

    void add(String store, String card, LocalDate day, LocalTime time, long amount) {
        sent.add(new Order(store, card, day, time, amount));
    }

    List<Order> all() {
        return sent;
    }

    void send() {
        ZoneId zone = ZoneId.of(tenant.zone());
        for (int from = 0; from < sent.size(); from += BATCH) {
            List<Order> batch = sent.subList(from, Math.min(from + BATCH, sent.size()));
            ApiCall.as(tenant.app("events:write"))
                    .body(batch.stream().map(order -> order.event(zone)).collect(joining(",", "[", "]")))
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("accepted", is(batch.size()));
        }
    }
}
