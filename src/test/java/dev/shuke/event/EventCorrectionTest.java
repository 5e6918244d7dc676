package dev.shuke.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event takes the place of another: that one counts nowhere, whatever came first. */
@QuarkusTest
class EventCorrectionTest extends ApiTest {
    private static final int EVENTS = 150;
    private static final int PEOPLE = 6;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final long seed = Seed.take();
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    /** @param corrects the sourceId of the event that this one corrects, or null */
    private record Sent(String id, String card, String type, long amount, int hour, String corrects) {
        String json() {
            return """
                    {"type":"%s","source":"pos","sourceId":"%s","occurredAt":"%s","member":{"kind":"card","value":"%s"}%s%s}""".formatted(
                    type,
                    id,
                    at(),
                    card,
                    type.equals("order.paid") ? ",\"amount\":{\"amount\":" + amount + ",\"currency\":\"CNY\"}" : "",
                    corrects == null ? "" : ",\"corrects\":{\"source\":\"pos\",\"sourceId\":\"" + corrects + "\"}");
        }

        Instant at() {
            return START.plusSeconds(hour * 3600L);
        }
    }

    private static Sent order(String id, String card, long amount, int hour) {
        return new Sent(id, card, "order.paid", amount, hour, null);
    }

    private static Sent correction(String id, String card, long amount, int hour, String of) {
        return new Sent(id, card, "order.paid", amount, hour, of);
    }

    private JsonPath send(Sent... events) {
        return send(List.of(events));
    }

    private JsonPath send(List<Sent> events) {
        return as(owner)
                .body(events.stream().map(Sent::json).collect(joining(",", "[", "]")))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String member(String card) {
        return as(owner)
                .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .path("id");
    }

    /** Orders, their sum, the first and the last. */
    private String metrics(String card) {
        JsonPath member = as(owner).get("/v1/members/" + member(card)).jsonPath();
        return member.getInt("metrics.frequency") + " " + member.getLong("metrics.monetary.amount") + " "
                + member.getString("metrics.firstOrderAt") + " " + member.getString("metrics.lastOrderAt");
    }

    private static String metrics(List<Sent> counting) {
        List<Instant> times = counting.stream().map(Sent::at).sorted().toList();
        return times.size() + " " + counting.stream().mapToLong(Sent::amount).sum() + " "
                + (times.isEmpty() ? null + " " + null : times.getFirst() + " " + times.getLast());
    }

    private int counted() {
        return as(owner).body("""
                        {"rule":{"type":"event","event":"order.paid","aggregate":{"fn":"count"},"op":"gte","value":1},
                         "purpose":"service"}""").post("/v1/segments/preview").path("count");
    }

    @Test
    void aCorrectionTakesThePlaceOfTheEvent() {
        Sent wrong = order("1", "A", 500, 1);
        Sent right = correction("2", "A", 50, 2, "1");
        assertThat(send(wrong).getInt("accepted")).isEqualTo(1);
        assertThat(send(right).getInt("accepted")).isEqualTo(1);
        assertThat(metrics("A")).isEqualTo(metrics(List.of(right)));
        String correction = as(owner)
                .get("/v1/members/" + member("A") + "/timeline")
                .then()
                .body("items.sourceId", contains("2", "1"))
                .body("items[0].corrects.sourceId", is("1"))
                .body("items[1].supersededBy", notNullValue())
                .extract()
                .path("items[0].id");
        as(owner).get("/v1/members/" + member("A") + "/timeline").then().body("items[1].supersededBy", is(correction));
        JsonPath again = send(right, wrong);
        assertThat(again.getInt("duplicates")).isEqualTo(2);
        assertThat(metrics("A")).isEqualTo(metrics(List.of(right)));
    }

    @Test
    void aCancellationLeavesNothing() {
        send(order("1", "A", 500, 1));
        assertThat(counted()).isEqualTo(1);
        send(new Sent("2", "A", "event.cancelled", 0, 2, "1"));
        assertThat(metrics("A")).isEqualTo(metrics(List.of()));
        assertThat(counted()).isZero();
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        Sent wrong = order("1", "A", 500, 1);
        Sent right = correction("2", "B", 50, 2, "1");
        assertThat(send(right).getInt("accepted")).isEqualTo(1);
        assertThat(send(wrong).getInt("accepted")).isEqualTo(1);
        assertThat(metrics("A")).isEqualTo(metrics(List.of()));
        assertThat(metrics("B")).isEqualTo(metrics(List.of(right)));
        assertThat(send(correction("4", "A", 7, 4, "3"), order("3", "A", 9, 3)).getInt("accepted"))
                .isEqualTo(2);
        assertThat(metrics("A")).isEqualTo(metrics(List.of(order("4", "A", 7, 4))));
    }

    @Test
    void ofTwoCorrectionsTheFirstWins() {
        send(order("1", "A", 500, 1));
        JsonPath batch = send(correction("9", "A", 60, 2, "1"), correction("2", "A", 70, 2, "1"));
        assertThat(batch.getInt("accepted")).isEqualTo(1);
        assertThat(batch.<Integer>getList("rejected.index")).containsExactly(1);
        assertThat(batch.<String>getList("rejected.code")).containsExactly("conflict");
        JsonPath later = send(correction("1b", "A", 80, 2, "1"));
        assertThat(later.<String>getList("rejected.code")).containsExactly("conflict");
        assertThat(metrics("A")).isEqualTo(metrics(List.of(order("9", "A", 60, 2))));
        assertThat(send(correction("10", "A", 90, 3, "9")).getInt("accepted")).isEqualTo(1);
        assertThat(metrics("A")).isEqualTo(metrics(List.of(order("10", "A", 90, 3))));
    }

    @Test
    void aCorrectionNamesAnotherEvent() {
        as(owner)
                .body(correction("1", "A", 1, 1, "1").json())
                .post("/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/corrects"));
        as(owner)
                .body(new Sent("1", "A", "event.cancelled", 0, 1, null).json())
                .post("/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/corrects"));
    }

    /** Batches in any order, corrections of corrections among them, some of them at once: brute force agrees. */
    @Test
    void whateverTheOrderTheSameCounts() throws Exception {
        Random random = new Random(seed);
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String corrects = i > 0 && random.nextInt(3) == 0 ? "s" + random.nextInt(i) : null;
            String type = corrects != null && random.nextInt(4) == 0 ? "event.cancelled" : "order.paid";
            all.add(new Sent("s" + i, "P" + random.nextInt(PEOPLE), type, random.nextInt(99), i, corrects));
        }
        Map<String, Sent> first = new HashMap<>();
        all.stream().filter(sent -> sent.corrects() != null).forEach(sent -> first.putIfAbsent(sent.corrects(), sent));
        List<Sent> events = new ArrayList<>(all.stream()
                .filter(sent ->
                        sent.corrects() == null || first.get(sent.corrects()).equals(sent))
                .toList());
        Collections.shuffle(events, random);
        List<Callable<JsonPath>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); from += 10) {
            List<Sent> batch = events.subList(from, Math.min(from + 10, events.size()));
            batches.add(() -> send(batch));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            for (Future<JsonPath> answer : callers.invokeAll(batches)) {
                assertThat(answer.get().getList("rejected")).isEmpty();
            }
        }
        assertThat(IntStream.range(0, PEOPLE)
                        .mapToObj(person -> metrics("P" + person))
                        .toList())
                .as("seed " + seed)
                .isEqualTo(IntStream.range(0, PEOPLE)
                        .mapToObj(person -> metrics(events.stream()
                                .filter(sent -> sent.card().equals("P" + person))
                                .filter(sent -> sent.type().equals("order.paid") && !first.containsKey(sent.id()))
                                .toList()))
                        .toList());
    }
}
