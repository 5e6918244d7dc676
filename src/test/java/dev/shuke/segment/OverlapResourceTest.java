package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Segments laid over each other have in common whom the sets of those who were put into them have. */
@QuarkusTest
class OverlapResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int PEOPLE = 12;
    private static final int TAGS = 4;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private final List<String> people = new ArrayList<>();
    private final List<Set<String>> tagged = new ArrayList<>();
    private final List<String> segments = new ArrayList<>();

    @Test
    void membersInCommonAreCounted() {
        begin();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 10; i++) {
                turn(people.get(random.nextInt(people.size())), random.nextInt(TAGS));
            }
            compare();
        }
        String erased = people.removeFirst();
        tagged.forEach(of -> of.remove(erased));
        as(owner).delete("/v1/members/" + erased).then().statusCode(204);
        compare();
        String restricted = people.getFirst();
        tenant.sql("update member_metric set restricted = true where %T and member_id = '" + restricted + "'");
        tagged.forEach(of -> of.remove(restricted));
        compare();
    }

    private void begin() {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(as(owner)
                    .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"O-" + (1000 + i) + "\"}]}")
                    .post("/v1/members")
                    .path("id"));
        }
        for (int tag = 0; tag < TAGS; tag++) {
            tagged.add(new HashSet<>());
            as(owner)
                    .body("{\"key\":\"t%d\",\"kind\":\"value\",\"name\":{\"en\":\"T\"}}".formatted(tag))
                    .post("/v1/tags")
                    .then()
                    .statusCode(201);
        }
        segment("dynamic", 0);
        segment("dynamic", 1);
        segment("dynamic", 2);
        segment("dynamic", 3);
    }

    private void segment(String kind, int tag) {
        segments.add(as(owner)
                .body("""
                        {"key":"s%d","name":"S","purpose":"service","kind":"%s",
                         "rule":{"type":"tag","tag":"t%1$d","op":"has"}}""".formatted(tag, kind))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private void turn(String person, int tag) {
        String path = "/v1/members/" + person + "/tags/t" + tag;
        if (tagged.get(tag).remove(person)) {
            as(owner).delete(path).then().statusCode(204);
        } else {
            as(owner).body("{}").put(path).then().statusCode(201);
            tagged.get(tag).add(person);
        }
    }

    private void compare() {
        Poll.until(
                "segments' following",
                SOON,
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        List<List<Integer>> expected = tagged.stream()
                .map(row -> tagged.stream()
                        .map(column ->
                                (int) row.stream().filter(column::contains).count())
                        .toList())
                .toList();
        List<List<Integer>> members = as(owner)
                .body("{\"segments\":[\"" + String.join("\",\"", segments) + "\"]}")
                .post("/v1/segments/overlap")
                .then()
                .statusCode(200)
                .extract()
                .path("members");
        assertThat(members).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void aFrozenSegmentIsLaidOverOthersToo() {
        begin();
        turn(people.get(0), 0);
        turn(people.get(1), 0);
        String frozen = as(owner).body("""
                        {"key":"all","name":"S","purpose":"service","kind":"frozen",
                         "rule":{"type":"tag","tag":"t0","op":"has"}}""").post("/v1/segments").path("id");
        turn(people.get(0), 0);
        Poll.until(
                "segments' following",
                SOON,
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        as(owner)
                .body("{\"segments\":[\"" + frozen + "\",\"" + segments.getFirst() + "\"]}")
                .post("/v1/segments/overlap")
                .then()
                .statusCode(200)
                .body("members", is(List.of(List.of(2, 1), List.of(1, 1))));
        as(owner)
                .body("{\"segments\":[\"" + frozen + "\",\"" + UUID.randomUUID() + "\"]}")
                .post("/v1/segments/overlap")
                .then()
                .statusCode(404);
    }
}
