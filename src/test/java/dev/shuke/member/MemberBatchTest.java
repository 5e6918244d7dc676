package dev.shuke.member;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/members/batch} does what sending its elements one after the other would do. */
@QuarkusTest
class MemberBatchTest extends ApiTest {
    private static final int POOL = 30;
    private static final int BATCHES = 8;
    private static final int ROWS = 40;
    private static final int CALLERS = 8;

    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    /** An element of a batch. A null attribute removes. */
    private record Sent(List<String> cards, String city, String name, Map<String, String> attributes) {
        String json() {
            return "{\"identities\":["
                    + cards.stream().map(MemberBatchTest::card).collect(joining(",")) + "],\"profile\":{"
                    + (city == null ? "" : "\"city\":\"" + city + "\"" + (name == null ? "" : ","))
                    + (name == null ? "" : "\"name\":\"" + name + "\"") + "},\"attributes\":{"
                    + attributes.entrySet().stream()
                            .map(entry -> "\"" + entry.getKey() + "\":"
                                    + (entry.getValue() == null ? "null" : "\"" + entry.getValue() + "\""))
                            .collect(joining(","))
                    + "}}";
        }
    }

    /** A person of the model. */
    private static final class Person {
        private final Set<String> cards = new TreeSet<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private String city;
        private String surname;
    }

    /** The meaning: one element after the other, in memory. */
    private static final class Model {
        private final Map<String, Person> byCard = new HashMap<>();

        String send(Sent sent) {
            Set<Person> found = sent.cards().stream()
                    .filter(byCard::containsKey)
                    .map(byCard::get)
                    .collect(toSet());
            if (found.size() > 1) {
                return "identity_conflict";
            }
            Person person = found.isEmpty() ? new Person() : found.iterator().next();
            Map<String, String> attributes = new TreeMap<>(person.attributes);
            attributes.putAll(sent.attributes());
            attributes.values().removeIf(value -> value == null);
            if (attributes.size() > 50) {
                return "validation_failed";
            }
            person.attributes.clear();
            person.attributes.putAll(attributes);
            person.city = sent.city() == null ? person.city : sent.city();
            person.surname = sent.name() == null ? person.surname : sent.name().substring(0, 1);
            person.cards.addAll(sent.cards());
            sent.cards().forEach(card -> byCard.put(card, person));
            return found.isEmpty() ? "created" : "updated";
        }

        Set<Person> people() {
            return new HashSet<>(byCard.values());
        }
    }

    private static String card(String card) {
        return "{\"kind\":\"card\",\"value\":\"" + card + "\"}";
    }

    private Sent element() {
        List<String> cards = IntStream.range(0, 1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 2))
                .mapToObj(i -> "CARD-" + (100 + random.nextInt(POOL)))
                .toList();
        Map<String, String> attributes = new TreeMap<>();
        int many = random.nextInt(6) == 0 ? 30 : 2;
        for (int i = 0; i < random.nextInt(many + 1); i++) {
            attributes.put("a" + random.nextInt(70), random.nextInt(3) == 0 ? null : "v" + random.nextInt(9));
        }
        return new Sent(
                cards,
                random.nextBoolean() ? null : "City" + random.nextInt(9),
                random.nextBoolean() ? null : Character.toString('A' + random.nextInt(26)) + "x",
                attributes);
    }

    private JsonPath send(Collection<Sent> batch) {
        return as(owner)
                .body(batch.stream().map(Sent::json).collect(joining(",", "[", "]")))
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aBatchHasTheEffectOfItsElementsOneAfterTheOther() {
        Model model = new Model();
        Set<String> met = new HashSet<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Sent> sent =
                    IntStream.range(0, ROWS).mapToObj(row -> element()).toList();
            List<String> expected = sent.stream().map(model::send).toList();
            JsonPath answer = send(sent);
            met.addAll(expected);
            assertThat(answer.getInt("created")).as("seed " + seed).isEqualTo(count(expected, "created"));
            assertThat(answer.getInt("updated")).as("seed " + seed).isEqualTo(count(expected, "updated"));
            assertThat(rejected(answer)).as("seed " + seed).isEqualTo(rejected(expected));
        }
        assertThat(met).as("seed " + seed).contains("created", "updated", "identity_conflict");
        assertThat(stored()).as("seed " + seed).isEqualTo(described(model.people()));
    }

    private static int count(List<String> fates, String fate) {
        return (int) fates.stream().filter(fate::equals).count();
    }

    private static Map<Integer, String> rejected(List<String> fates) {
        return IntStream.range(0, fates.size())
                .boxed()
                .filter(row -> !Set.of("created", "updated").contains(fates.get(row)))
                .collect(toMap(row -> row, fates::get));
    }

    private static Map<Integer, String> rejected(JsonPath answer) {
        List<Integer> rows = answer.getList("rejected.index");
        List<String> codes = answer.getList("rejected.code");
        return IntStream.range(0, rows.size()).boxed().collect(toMap(rows::get, codes::get));
    }

    private static Set<String> described(Set<Person> people) {
        return people.stream()
                .map(person -> person.cards + " " + person.city + " " + person.surname + " " + person.attributes)
                .collect(toSet());
    }

    /** Everybody, with the cards of the pool by which each is found. */
    private Set<String> stored() {
        Map<String, Set<String>> cards = IntStream.range(0, POOL)
                .mapToObj(card -> "CARD-" + (100 + card))
                .filter(card -> find(card) != null)
                .collect(groupingBy(this::find, mapping(card -> card, toSet())));
        assertThat(as(owner)
                        .queryParam("limit", 200)
                        .get("/v1/members")
                        .jsonPath()
                        .getList("items"))
                .hasSize(cards.size());
        return cards.entrySet().stream()
                .map(entry -> described(entry.getKey(), new TreeSet<>(entry.getValue())))
                .collect(toSet());
    }

    private String described(String id, Set<String> cards) {
        JsonPath member = as(owner).get("/v1/members/" + id).jsonPath();
        assertThat(member.getList("identities")).hasSameSizeAs(cards);
        String name = member.getString("profile.name");
        return cards + " " + member.getString("profile.city") + " " + (name == null ? null : name.substring(0, 1)) + " "
                + new TreeMap<>(member.getMap("attributes"));
    }

    private String find(String card) {
        return as(owner).body(card(card)).post("/v1/members/lookup").jsonPath().getString("id");
    }

    @Test
    void sharedIdentitiesChainRowsToOnePerson() {
        as(owner)
                .body("""
                [{"identities":[{"kind":"phone","value":"+8613812345678"}],"profile":{"city":"Shanghai","gender":"female"}},
                 {"identities":[{"kind":"phone","value":"138 1234 5678"}]},
                 {"identities":[{"kind":"phone","value":"+86 138 1234 5678"},{"kind":"card","value":"B"}]},
                 {"identities":[{"kind":"card","value":"b"}],"profile":{"city":"Beijing","name":"**"}},
                 {"identities":[{"kind":"card","value":"b"}],
                  "profile":{"city":"Beijing","birthday":"1990-05-01","email":"a@example.com"}}]""")
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("created", is(1))
                .body("updated", is(2))
                .body("rejected.index", contains(1, 3))
                .body("rejected.code", contains("validation_failed", "validation_failed"))
                .body("rejected.errors.pointer.flatten()", contains("/identities/0/value", "/profile/name"));
        as(owner)
                .get("/v1/members")
                .then()
                .body("items.profile.city", contains("Beijing"))
                .body("items.profile.gender", contains("female"))
                .body("items.profile.email", contains("a***@example.com"))
                .body("items[0].identities.kind", contains("card", "phone"));
    }

    @Test
    void overlappingBatchesDoubleNobodyAndLoseNothing() throws Exception {
        List<Callable<JsonPath>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String mark = "k" + caller;
            List<Sent> batch = new ArrayList<>();
            for (int person : new Random(seed + caller)
                    .ints(0, POOL)
                    .distinct()
                    .limit(POOL)
                    .toArray()) {
                batch.add(new Sent(List.of("A-" + person, "B-" + person), null, null, Map.of(mark, "v")));
            }
            calls.add(() -> send(batch));
        }
        int created = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonPath> answer : callers.invokeAll(calls)) {
                assertThat(answer.get().getList("rejected")).isEmpty();
                assertThat(answer.get().getInt("created") + answer.get().getInt("updated"))
                        .isEqualTo(POOL);
                created += answer.get().getInt("created");
            }
        }
        assertThat(created).isEqualTo(POOL);
        JsonPath all = as(owner).queryParam("limit", 200).get("/v1/members").jsonPath();
        assertThat(all.getList("items.id")).hasSize(POOL);
        assertThat(all.<Map<String, String>>getList("items.attributes")).allMatch(kept -> kept.size() == CALLERS);
        assertThat(all.<List<String>>getList("items.identities.kind")).allMatch(kinds -> kinds.size() == 2);
    }
}
