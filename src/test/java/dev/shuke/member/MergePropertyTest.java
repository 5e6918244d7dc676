package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.member.MergeModel.Merge;
import dev.shuke.member.MergeModel.Person;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Members are bound, written, merged and made two again at random; the API and {@link MergeModel} must agree all along. */
@QuarkusTest
class MergePropertyTest extends ApiTest {
    private static final int PEOPLE = 5;
    private static final int STEPS = 45;
    private static final int MOST_FROZEN = 3;
    private static final List<String> FIELDS = List.of("city", "colour", "size");

    private TestTenant tenant;
    private String owner;
    private MergeModel model;
    private Random random;
    private int serial;
    /** SQL run behind every merge; ? is the tenant. */
    private String fault;

    @Test
    void nothingIsLostOrDoubled() {
        long seed = Seed.take();
        try {
            walk(seed);
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + seed, wrong);
        }
    }

    /** The measure itself: each of these mistakes in a merge must be found. */
    @Test
    void mistakesAreFound() {
        for (String mistake : List.of(
                "update event set origin_member_id = null where tenant_id = ?",
                "update member_identity set origin_member_id = null where tenant_id = ?",
                "update member set filled = '{}' where filled is not null and tenant_id = ?",
                "update event set member_id = origin_member_id where origin_member_id is not null and tenant_id = ?",
                "update segment_member set inherited = false where tenant_id = ?",
                "delete from segment_member where inherited and tenant_id = ?")) {
            fault = mistake;
            assertThatThrownBy(this::walkSomeWays).as(mistake).isInstanceOf(AssertionError.class);
        }
    }

    /** Always the same ones; not each of them meets each mistake. */
    private void walkSomeWays() {
        walk(5);
        walk(7);
    }

    private void walk(long seed) {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        model = new MergeModel();
        random = new Random(seed);
        for (int i = 0; i < PEOPLE; i++) {
            create();
        }
        for (int step = 0; step < STEPS; step++) {
            step();
            compare();
        }
    }

    private void step() {
        switch (random.nextInt(9)) {
            case 0, 1 -> merge();
            case 2 -> undo();
            case 3 -> write(any(model.people));
            case 4 -> bind(any(model.people));
            case 5 -> unbind();
            case 6 -> freeze();
            default -> happen(any(List.copyOf(model.identities.keySet())));
        }
    }

    private void create() {
        String identity = "X-" + (1000 + serial++);
        Response made =
                as(owner).body("{\"identities\":[" + external(identity) + "]}").post("/v1/members");
        Person person = model.add(made.path("id"));
        model.identities.put(identity, person);
    }

    private void merge() {
        Person into = any(model.people);
        Person from = any(model.people);
        Response answer = as(owner).body("{\"from\":\"" + from.id + "\"}").post("/v1/members/" + into.id + "/merge");
        if (into.living() == from.living()) {
            assertThat(answer.statusCode()).isEqualTo(409);
            return;
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        model.merge(answer.path("id"), into, from);
        spoil();
    }

    private void undo() {
        if (!model.merges.isEmpty()) {
            Merge merge = any(model.merges);
            as(owner).post("/v1/merges/" + merge.id() + "/undo").then().statusCode(200);
            model.undo(merge);
        }
    }

    /** By the id, which may be a merged one's. */
    private void write(Person person) {
        String field = any(FIELDS);
        String value = "v" + serial++;
        String body = field.equals("city")
                ? "{\"profile\":{\"city\":\"" + value + "\"}}"
                : "{\"attributes\":{\"" + field + "\":\"" + value + "\"}}";
        as(owner).body(body).patch("/v1/members/" + person.id).then().statusCode(200);
        person.living().own.put(field, value);
    }

    private void bind(Person person) {
        String identity = "X-" + (1000 + serial++);
        as(owner)
                .body(external(identity))
                .post("/v1/members/" + person.id + "/identities")
                .then()
                .statusCode(201);
        model.identities.put(identity, person.living());
    }

    private void unbind() {
        String identity = any(List.copyOf(model.identities.keySet()));
        Person living = model.identities.get(identity).living();
        List<String> own = ofThePerson(model.identities.get(identity));
        if (own.size() > 1) { // so that nobody is left without when the merges are undone
            String path = "/v1/members/" + living.id + "/identities";
            String masked = "****" + identity.substring(2);
            String id = as(owner).get(path).path("items.find { it.value == '" + masked + "' }.id");
            as(owner).delete(path + "/" + id).then().statusCode(204);
            model.identities.remove(identity);
        }
    }

    private List<String> ofThePerson(Person person) {
        return model.identities.entrySet().stream()
                .filter(identity -> identity.getValue() == person)
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** Who has bought, also by whom he stands for. */
    private void freeze() {
        if (model.frozen.size() < MOST_FROZEN) {
            String id = as(owner)
                    .body("""
                            {"key":"f%d","name":"Buyers","purpose":"service","kind":"frozen",
                             "rule":{"type":"metric","metric":"frequency","op":"gte","value":1}}""".formatted(serial++))
                    .post("/v1/segments")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            model.frozen.put(
                    id,
                    model.living().stream()
                            .filter(person -> !model.events(person).isEmpty())
                            .collect(Collectors.toSet()));
        }
    }

    private void happen(String identity) {
        String sourceId = "e" + serial++;
        as(owner)
                .body("""
                        {"type":"order.paid","source":"pos","sourceId":"%s","occurredAt":"2026-01-02T03:04:05Z","member":%s,
                         "amount":{"amount":100,"currency":"CNY"}}""".formatted(sourceId, external(identity)))
                .post("/v1/events")
                .then()
                .statusCode(200);
        model.events.put(sourceId, model.identities.get(identity));
    }

    private void compare() {
        Response list = as(owner).get("/v1/members?limit=200");
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        Set<String> listed = new HashSet<>(list.path("items.id"));
        assertThat(listed).isEqualTo(ids(model.living()));
        for (String segment : model.frozen.keySet()) {
            List<String> members = as(owner)
                    .get("/v1/segments/" + segment + "/members?limit=200")
                    .path("items.id");
            assertThat(members).containsExactlyInAnyOrderElementsOf(model.members(segment));
        }
        for (Person person : model.people) {
            Response read = as(owner).get("/v1/members/" + person.id);
            assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
            assertThat(read.<String>path("id")).isEqualTo(person.living().id);
            assertThat(read.<String>path("mergedInto")).isEqualTo(person.above == null ? null : person.living().id);
            if (person.above == null) {
                compare(person, read);
            }
        }
    }

    private void compare(Person living, Response read) {
        Set<String> identities = new TreeSet<>();
        List<String> masked = read.path("identities.value");
        assertThat(masked).isNotNull();
        masked.forEach(value -> identities.add("X-" + value.substring(4)));
        assertThat(identities).isEqualTo(model.identities(living));
        for (String field : FIELDS) {
            String path = field.equals("city") ? "profile.city" : "attributes." + field;
            assertThat(read.<String>path(path)).as(field).isEqualTo(living.value(field));
        }
        Set<String> events = model.events(living);
        assertThat(read.<Integer>path("metrics.frequency")).isEqualTo(events.size());
        assertThat(read.<Integer>path("metrics.monetary.amount")).isEqualTo(100 * events.size());
        List<String> told = as(owner)
                .get("/v1/members/" + living.id + "/timeline?limit=200")
                .path("items.sourceId");
        assertThat(new ArrayList<>(new TreeSet<>(told))).hasSameSizeAs(told);
        assertThat(new TreeSet<>(told)).isEqualTo(events);
    }

    private void spoil() {
        if (fault != null) {
            try (Connection superuser = TestTenant.connect("postgres");
                    PreparedStatement update = superuser.prepareStatement(fault)) {
                update.setObject(1, tenant.id());
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Set<String> ids(List<Person> people) {
        Set<String> ids = new HashSet<>();
        people.forEach(person -> ids.add(person.id));
        return ids;
    }

    private static String external(String value) {
        return "{\"kind\":\"external\",\"value\":\"" + value + "\"}";
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
