package dev.shuke.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.tag.TagModel.Merge;
import dev.shuke.tag.TagModel.Person;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.OutrankedTags;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tags are given, taken and expire, members are merged and made two again at random; {@link TagModel} must agree. */
@QuarkusTest
class TagPropertyTest extends ApiTest {
    private static final int PEOPLE = 4;
    private static final int STEPS = 60;
    private static final List<String> SOURCES = List.of("model", "import", "manual");
    private static final List<Integer> RANKS = List.of(1, 3, 4);
    /** Slot by tag; sorted, so that the same is drawn from them each time. */
    private static final Map<String, String> TAGS =
            new TreeMap<>(Map.of("gold", "tier", "silver", "tier", "bronze", "tier", "n", "n"));

    private TestTenant tenant;
    private String owner;
    private TagModel model;
    private Random random;
    private String fault;
    private int serial;

    @Test
    void theBestWordCountsWhoeverIsMergedIntoWhom() {
        long seed = Seed.take();
        try {
            walk(seed);
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + seed, wrong);
        }
    }

    /** The measure itself: each of these mistakes, made behind every merge, must be found. */
    @Test
    void mistakesAreFound() {
        for (String mistake : List.of(
                "delete from member_tag where origin_member_id <> member_id and %T",
                "update member_tag set rank = 4 where %T",
                "update member_tag set removed = false where %T",
                "update member_tag set outranked_until = null where %T",
                "update member_tag set outranked_until = 'infinity' where origin_member_id <> member_id and %T")) {
            fault = mistake;
            assertThatThrownBy(() -> walk(11), mistake).isInstanceOf(AssertionError.class);
        }
    }

    private void walk(long seed) {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        model = new TagModel();
        random = new Random(seed);
        define("{\"key\":\"tier\",\"group\":true,\"exclusive\":true,\"kind\":\"value\",\"name\":{\"en\":\"T\"}}");
        define("{\"key\":\"n\",\"valueType\":\"number\",\"kind\":\"value\",\"name\":{\"en\":\"T\"}}");
        for (String tag : List.of("gold", "silver", "bronze")) {
            define("{\"key\":\"" + tag + "\",\"parent\":\"tier\",\"kind\":\"value\",\"name\":{\"en\":\"T\"}}");
        }
        for (int i = 0; i < PEOPLE; i++) {
            String id = as(owner)
                    .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"P-" + i + "\"}]}")
                    .post("/v1/members")
                    .path("id");
            model.people.add(new Person(id));
        }
        for (int step = 0; step < STEPS; step++) {
            step();
            model.people.forEach(this::compare);
        }
    }

    private void define(String body) {
        as(owner).body(body).post("/v1/tags").then().statusCode(201);
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1 -> merge();
            case 2 -> undo();
            case 3 -> expire();
            case 4, 5 -> take();
            default -> give();
        }
    }

    private void merge() {
        Person into = any(model.people);
        Person from = any(model.people);
        if (into.living() != from.living()) {
            Response answer =
                    as(owner).body("{\"from\":\"" + from.id + "\"}").post("/v1/members/" + into.id + "/merge");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            model.merge(answer.path("id"), into, from);
            if (fault != null) {
                tenant.sql(fault);
            }
        }
    }

    private void undo() {
        if (!model.merges.isEmpty()) {
            Merge merge = any(model.merges);
            as(owner).post("/v1/merges/" + merge.id() + "/undo").then().statusCode(200);
            model.undo(merge);
        }
    }

    /** What was said to one of them about a slot. */
    private void expire() {
        Person person = any(model.people);
        String slot = TAGS.get(any(List.copyOf(TAGS.keySet())));
        if (person.words.containsKey(slot) && !person.words.get(slot).removed()) {
            tenant.sql("update member_tag set expires_at = now() - interval '1 second' where %T and slot = '" + slot
                    + "' and origin_member_id = '" + person.id + "'");
            tenant.sql(OutrankedTags.SETTLE);
            person.words.remove(slot);
        }
    }

    private void take() {
        Person person = any(model.people);
        String tag = any(List.copyOf(TAGS.keySet()));
        as(owner).delete(path(person, "/" + tag)).then().statusCode(204);
        model.take(person, TAGS.get(tag), tag);
    }

    private void give() {
        Person person = any(model.people);
        String tag = any(List.copyOf(TAGS.keySet()));
        String value = tag.equals("n") ? String.valueOf(serial++) : "";
        int source = random.nextInt(SOURCES.size());
        boolean had = model.has(person, TAGS.get(tag), tag);
        boolean taken = model.give(person, TAGS.get(tag), tag, value, RANKS.get(source));
        as(owner)
                .body("{\"source\":\"" + SOURCES.get(source) + "\"" + (value.isEmpty() ? "" : ",\"value\":" + value)
                        + "}")
                .put(path(person, "/" + tag))
                .then()
                .statusCode(taken ? had ? 200 : 201 : 409);
    }

    private void compare(Person person) {
        Response answer = as(owner).get(path(person, ""));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        Map<String, String> held = new TreeMap<>();
        List<Map<String, Object>> items = answer.path("items");
        items.forEach(item -> held.put((String) item.get("key"), String.valueOf(item.getOrDefault("value", ""))));
        assertThat(held).isEqualTo(model.held(person));
    }

    private static String path(Person person, String rest) {
        return "/v1/members/" + person.id + "/tags" + rest;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
