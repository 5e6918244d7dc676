package dev.shuke.metric;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.metric.NumbersByDefinition.Fact;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever arrives in whatever order: the numbers that are kept are those of the definition, and so are those counted anew. */
@QuarkusTest
class MetricPropertyTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final List<String> TYPES = List.of(
            "order.paid",
            "order.paid",
            "order.paid",
            "order.refunded",
            "coupon.redeemed",
            "complaint.opened",
            "survey.answered");
    private static final int STEPS = 60;
    private static final int PEOPLE = 6;

    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "GBP");
    private final String owner = tenant.staff("owner");

    private final List<Fact> facts = new ArrayList<>();
    /** Ids of events that another has taken the place of, or will have. */
    private final Set<String> corrected = new HashSet<>();

    private final Map<String, String> members = new TreeMap<>();
    /** Merges that stand: of whom into whom, and their ids. */
    private final Map<String, String> into = new HashMap<>();

    private final Map<String, String> merges = new HashMap<>();
    private int sent;

    @Test
    void whatIsKeptIsWhatIsCountedAnew() {
        for (int person = 0; person < PEOPLE; person++) {
            members.put("c" + person, member("c" + person));
        }
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(6)) {
                case 0 -> merge();
                case 1 -> undo();
                default -> send(random.nextInt(1, 12));
            }
            if (step == STEPS / 2) {
                erase();
            }
        }
        Map<String, String> expected = expected();
        Poll.until(
                "habits, seed " + seed,
                Duration.ofMinutes(1),
                () -> tenant.sql("select 1 from metric_due where %T limit 1").isEmpty());
        assertThat(kept()).as("seed %d", seed).isEqualTo(expected);

        tenant.sql("delete from member_habit where %T");
        tenant.sql("update member_metric set frequency = 9, refunded = 9, coupons = 9, last_order_at = null where %T");
        rebuild();
        assertThat(kept()).as("counted anew, seed %d", seed).isEqualTo(expected);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
                .post("/v1/members")
                .path("id");
    }

    private void send(int events) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            bodies.add(event());
        }
        as(owner)
                .body(bodies.stream().collect(joining(",", "[", "]")))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(events));
    }

    private String event() {
        String id = "e" + sent++;
        String type = one(TYPES);
        String corrects = null;
        if (random.nextInt(5) == 0) { // of one that is here, or comes later
            corrects = "e" + random.nextInt(sent + 10);
            if (corrects.equals(id) || !corrected.add(corrects)) {
                corrects = null;
            } else if (random.nextBoolean()) {
                type = "event.cancelled";
            }
        }
        Fact fact = new Fact(
                id,
                one(List.copyOf(members.keySet())),
                type,
                START.plusSeconds(random.nextInt(12) * 86_400L * 7 + random.nextInt(24) * 3_600L)
                        .plusSeconds(type.startsWith("survey") ? sent : 0),
                random.nextInt(4) == 0 ? null : "S" + random.nextInt(3),
                random.nextInt(4) == 0 ? null : one(List.of("store", "web", "app")),
                random.nextInt(4) == 0 ? null : one(List.of("wechat_pay", "alipay", "cash")),
                random.nextInt(5) * 100L,
                random.nextInt(13),
                random.ints(random.nextInt(3), 0, 3).mapToObj(n -> "K" + n).toList());
        facts.add(fact);
        return json(fact, corrects);
    }

    private static String json(Fact fact, String corrects) {
        boolean amount = fact.type().equals("order.paid") || fact.type().equals("order.refunded");
        return "{\"type\":\"%s\",\"source\":\"pos\",\"sourceId\":\"%s\",\"occurredAt\":\"%s\""
                        .formatted(fact.type(), fact.id(), fact.at())
                + ",\"member\":{\"kind\":\"card\",\"value\":\"" + fact.card() + "\"}"
                + (fact.store() == null ? "" : ",\"store\":\"" + fact.store() + "\"")
                + (fact.channel() == null ? "" : ",\"channel\":\"" + fact.channel() + "\"")
                + (amount ? ",\"amount\":{\"amount\":" + fact.amount() + ",\"currency\":\"GBP\"}" : "")
                + (fact.type().equals("survey.answered") ? ",\"props\":{\"score\":" + fact.score() + "}" : "")
                + (fact.type().equals("order.paid") && fact.payment() != null
                        ? ",\"props\":{\"paymentMethod\":\"" + fact.payment() + "\"}"
                        : "")
                + (corrects == null ? "" : ",\"corrects\":{\"source\":\"pos\",\"sourceId\":\"" + corrects + "\"}")
                + fact.categories().stream()
                        .map(category -> "{\"sku\":\"x\",\"quantity\":1,\"category\":\"" + category + "\"}")
                        .collect(joining(",", ",\"items\":[", "]}"));
    }

    private void merge() {
        List<String> living = members.keySet().stream()
                .filter(card -> !into.containsKey(card))
                .toList();
        String one = one(living);
        String other = one(living);
        if (!one.equals(other)) {
            into.put(one, other);
            merges.put(
                    one,
                    as(owner)
                            .body("{\"from\":\"" + members.get(one) + "\"}")
                            .post("/v1/members/" + members.get(other) + "/merge")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("id"));
        }
    }

    private void undo() {
        if (!into.isEmpty()) {
            String one = one(List.copyOf(into.keySet()));
            into.remove(one);
            as(owner).post("/v1/merges/" + merges.remove(one) + "/undo").then().statusCode(200);
        }
    }

    /** Of a person with all who were merged into him, which may be everybody: so somebody new comes. */
    private void erase() {
        String whom = holder(one(List.copyOf(members.keySet())));
        as(owner).delete("/v1/members/" + members.get(whom)).then().statusCode(204);
        List<String> gone = members.keySet().stream()
                .filter(card -> holder(card).equals(whom))
                .toList();
        gone.forEach(members::remove);
        gone.forEach(into::remove);
        String newcomer = "c" + PEOPLE;
        members.put(newcomer, member(newcomer));
    }

    private String holder(String card) {
        return into.containsKey(card) ? holder(into.get(card)) : card;
    }

    private Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        members.forEach((card, id) -> {
            if (!into.containsKey(card)) {
                List<Fact> own = facts.stream()
                        .filter(fact -> members.containsKey(fact.card())
                                && holder(fact.card()).equals(card)
                                && !corrected.contains(fact.id()))
                        .toList();
                expected.put(id, NumbersByDefinition.of(own, ZONE));
            }
        });
        return expected;
    }

    private Map<String, String> kept() {
        return new TreeMap<>(
                tenant.sql("""
                        select member_id || concat_ws(' ', '', frequency, monetary, refunded, coupons, complaints,
                          coalesce(extract(epoch from first_order_at)::bigint::text, '-'),
                          coalesce(extract(epoch from last_order_at)::bigint::text, '-'), coalesce(store, '-'),
                          coalesce(channel, '-'), coalesce(payment_method, '-'), coalesce(category, '-'), coalesce(time_of_day, '-'),
                          coalesce(weekday, '-'), coalesce(nps::text, '-'))
                        from member_metric left join member_habit using (tenant_id, member_id) where %T""").stream().collect(toMap(row -> row.substring(0, 36), row -> row.substring(37))));
    }

    private void rebuild() {
        String job = as(owner)
                .post("/v1/metrics/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Poll.until(
                "counting",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
