package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.HeldNotes;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever is written of members, and however time goes on, the stored members of each segment are those that its rule
 * finds from nothing, and the changes told lead to them.
 */
@QuarkusTest
class MembershipPropertyTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int STEPS = 24;
    private static final int MOST_TRIES = 12;

    private static final List<String> RULES = List.of(
            "{\"type\":\"event\",\"event\":\"order.paid\",\"within\":{\"days\":7},\"op\":\"gte\",\"value\":2}",
            "{\"type\":\"event\",\"event\":\"order.paid\",\"within\":{\"days\":5},\"op\":\"none\"}",
            """
            {"type":"all","of":[{"type":"metric","metric":"frequency","op":"gte","value":1},
              {"type":"event","event":"product.viewed","within":{"days":3},"aggregate":{"fn":"count"},"op":"lt","value":2},
              {"type":"not","of":{"type":"tag","tag":"gone","op":"has"}}]}\
            """,
            "{\"type\":\"metric\",\"metric\":\"recencyDays\",\"op\":\"lte\",\"value\":4}",
            "{\"type\":\"metric\",\"metric\":\"monetary\",\"op\":\"gte\",\"value\":300}",
            """
            {"type":"any","of":[{"type":"tag","tag":"vip","op":"has"},
              {"type":"attribute","attribute":"city","op":"eq","value":"Xi'an"}]}\
            """,
            """
            {"type":"event","event":"order.paid","where":[{"field":"items.sku","op":"eq","value":"a"}],
             "within":{"days":9},"aggregate":{"fn":"sum","field":"items.quantity"},"op":"gte","value":3}\
            """,
            """
            {"type":"event","event":"order.paid","where":[{"field":"items.sku","op":"eq","value":"b"}],
             "within":{"days":6},"op":"none"}\
            """);

    @Inject
    MembershipSweep sweep;

    @Inject
    MembershipFill fill;

    @Inject
    TenantDb db;

    @Inject
    TenantCalls calls;

    private TestTenant tenant;
    private String owner;
    private Random random;
    private int serial;
    private final List<String> identities = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<String> merges = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private List<String> segments;

    @Test
    void theStoredMembersAreThoseTheRuleFinds() {
        long seed = Seed.take();
        try {
            walk(seed, STEPS, none -> {});
            assertThat(drift())
                    .as("wrong members found by looking at everybody")
                    .containsOnly("0");
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + seed, wrong);
        }
    }

    /** The measure itself: each of these mistakes must be found, sooner or later. */
    @Test
    void lostNotesAreFound() {
        List<Consumer<TestTenant>> mistakes = List.of(
                of -> of.sql("delete from member_touch where %T and '*' <> any(about)"),
                of -> of.sql("delete from member_touch where %T and segment_id is not null"),
                of -> of.sql("delete from segment_change where %T"));
        for (Consumer<TestTenant> mistake : mistakes) {
            assertThat(foundWithin(mistake)).isTrue();
        }
    }

    private boolean foundWithin(Consumer<TestTenant> mistake) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            try {
                walk(attempt, STEPS, mistake);
            } catch (AssertionError found) {
                return true;
            }
        }
        return false;
    }

    /** @param mistake made behind each step, while nobody takes notes away */
    private void walk(long seed, int steps, Consumer<TestTenant> mistake) {
        begin(seed);
        for (int step = 0; step < steps; step++) {
            try (HeldNotes held = new HeldNotes(tenant)) {
                step();
                mistake.accept(tenant);
            }
            if (step % 8 == 7) {
                compare();
            }
        }
        compare();
    }

    private void begin(long seed) {
        random = new Random(seed);
        tenant = TestTenant.create("UTC", "CNY");
        owner = tenant.staff("owner");
        List.of(identities, members, merges, orders).forEach(List::clear);
        for (String tag : List.of("vip", "gone")) {
            as(owner)
                    .body("{\"key\":\"" + tag + "\",\"kind\":\"value\",\"name\":{\"en\":\"T\"}}")
                    .post("/v1/tags")
                    .then()
                    .statusCode(201);
        }
        for (int i = 0; i < 6; i++) {
            create();
            happen();
        }
        segments = new ArrayList<>();
        RULES.forEach(rule -> segments.add(segment(rule)));
    }

    private String segment(String rule) {
        return as(owner)
                .body("{\"key\":\"s%d\",\"name\":\"S\",\"purpose\":\"service\",\"kind\":\"dynamic\",\"rule\":%s}"
                        .formatted(serial++, rule))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0 -> create();
            case 1 -> correct();
            case 2, 3 -> tag();
            case 4 -> merge();
            case 5 -> undo();
            case 6 -> move();
            case 7 -> as(owner).delete("/v1/members/" + any(members));
            case 8 ->
                as(owner)
                        .body("{\"rule\":" + any(RULES) + "}")
                        .patch("/v1/segments/" + any(segments))
                        .then()
                        .statusCode(200);
            case 9, 10 -> daysPass();
            default -> happen();
        }
    }

    private void create() {
        String identity = "C-" + (1000 + serial++);
        identities.add(identity);
        members.add(as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + identity + "\"}]}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private void happen() {
        boolean order = random.nextInt(3) > 0;
        String id = send(order ? "order.paid" : "product.viewed", any(identities), "");
        if (order) {
            orders.add(id);
        }
    }

    private String send(String type, String identity, String more) {
        String id = "e" + serial++;
        long seconds = random.nextLong(Duration.ofDays(12).toSeconds());
        as(owner)
                .body("""
                    [{"type":"%s","source":"pos","sourceId":"%s","occurredAt":"%s",%s
                      "member":{"kind":"card","value":"%s"},"amount":{"amount":%d,"currency":"CNY"},
                      "items":[{"sku":"%s","quantity":%d}]}]\
                    """.formatted(
                                type,
                                id,
                                Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS),
                                more,
                                identity,
                                random.nextInt(300),
                                random.nextBoolean() ? "a" : "b",
                                1 + random.nextInt(3)))
                .post("/v1/events")
                .then()
                .statusCode(200);
        return id;
    }

    private void correct() {
        if (!orders.isEmpty()) {
            String wrong = orders.remove(random.nextInt(orders.size()));
            send("order.paid", any(identities), "\"corrects\":{\"source\":\"pos\",\"sourceId\":\"" + wrong + "\"},");
        }
    }

    private void tag() {
        String path = "/v1/members/" + any(members) + "/tags/" + (random.nextBoolean() ? "vip" : "gone");
        if (random.nextBoolean()) {
            String expires = Instant.now()
                    .plus(Duration.ofHours(30 + random.nextInt(60)))
                    .toString();
            as(owner)
                    .body(random.nextBoolean() ? "{}" : "{\"expiresAt\":\"" + expires + "\"}")
                    .put(path);
        } else {
            as(owner).delete(path);
        }
    }

    private void merge() {
        var answer =
                as(owner).body("{\"from\":\"" + any(members) + "\"}").post("/v1/members/" + any(members) + "/merge");
        if (answer.statusCode() == 201) {
            merges.add(answer.path("id"));
        }
    }

    private void undo() {
        if (!merges.isEmpty()) {
            as(owner).post("/v1/merges/" + any(merges) + "/undo");
        }
    }

    private void move() {
        as(owner)
                .body("{\"profile\":{\"city\":\"" + (random.nextBoolean() ? "Xi'an" : "Lhasa") + "\"}}")
                .patch("/v1/members/" + any(members));
    }

    /** Whatever has a time was that much earlier: for the segments, which know no other clock, days have passed. */
    private void daysPass() {
        String days = " - interval '" + (1 + random.nextInt(3)) + " days'";
        for (String column : List.of(
                "event.occurred_at",
                "event.received_at",
                "member_metric.first_order_at",
                "member_metric.last_order_at",
                "member_tag.expires_at",
                "segment_state.checked_to")) {
            String[] names = column.split("\\.");
            tenant.sql("update " + names[0] + " set " + names[1] + " = " + names[1] + days + " where %T");
        }
        calls.run(tenant, () -> db.inTransaction(sweep::sweep));
    }

    private void compare() {
        Poll.until(
                "the segments' following",
                SOON,
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        for (String segment : segments) {
            Set<String> stored = members(as(owner), segment);
            Set<String> found =
                    members(as(owner).queryParam("asOf", Instant.now().toString()), segment);
            assertThat(stored).as(segment).isEqualTo(found);
            assertThat(replayed(segment)).as("changes of " + segment).isEqualTo(stored);
            as(owner).get("/v1/segments/" + segment).then().body("membership.state", is("ready"));
        }
    }

    private static Set<String> members(ApiCall call, String segment) {
        List<String> ids = call.get("/v1/segments/" + segment + "/members?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
        return new TreeSet<>(ids);
    }

    private Set<String> replayed(String segment) {
        Set<String> in = new HashSet<>();
        for (String change :
                tenant.sql("select entered || ' ' || member_id from segment_change where %T and segment_id = '"
                        + segment + "' order by seq")) {
            String[] parts = change.split(" ");
            assertThat(parts[0].equals("true") ? in.add(parts[1]) : in.remove(parts[1]))
                    .as("who enters was out, and who leaves was in")
                    .isTrue();
        }
        return new TreeSet<>(in);
    }

    private List<String> drift() {
        for (String segment : segments) {
            calls.run(tenant, () -> fill.run(tenant.id(), segment));
        }
        return tenant.sql("select drift from segment_state where %T");
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
