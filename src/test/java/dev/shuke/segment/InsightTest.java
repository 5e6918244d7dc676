package dev.shuke.segment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparison against one that is counted from what was sent. */
@QuarkusTest
class InsightTest extends ApiTest {
    private static final int PEOPLE = 80;
    private static final List<String> CITIES = List.of("Shanghai", "Hangzhou", "Suzhou");
    private static final List<String> TAGS = List.of("organic", "vip", "weekend");
    private static final List<String> SKUS = List.of("tea", "milk", "cake", "rare");
    private static final String WOMEN =
            "{\"type\":\"attribute\",\"attribute\":\"gender\",\"op\":\"eq\",\"value\":\"female\"}";

    private static final String ORDERED = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":2}";

    /** What is known of one member, a set of values for each dimension. */
    private record Person(
            String card, String gender, String city, int year, boolean club, Set<String> tags, List<Order> orders) {
        Map<String, Set<String>> values() {
            Map<String, Set<String>> values = new HashMap<>();
            values.put("gender", Set.of(gender));
            values.put("city", Set.of(city));
            values.put("birthDecade", Set.of(year / 10 * 10 + "s"));
            values.put("attribute", Set.of("club=" + club));
            values.put("tag", tags);
            values.put("tagPair", pairs());
            values.put("product", ofOrders(Order::sku));
            values.put("category", ofOrders(order -> "c-" + order.sku()));
            values.put("store", ofOrders(Order::store));
            values.put("channel", ofOrders(_ -> "pos"));
            values.put("tier", Set.of(gender));
            values.put("stage", Set.of(city));
            return values;
        }

        private Set<String> pairs() {
            Set<String> pairs = new TreeSet<>();
            tags.forEach(one ->
                    tags.stream().filter(two -> two.compareTo(one) > 0).forEach(two -> pairs.add(one + "+" + two)));
            return pairs;
        }

        private Set<String> ofOrders(java.util.function.Function<Order, String> of) {
            return new TreeSet<>(orders.stream().map(of).toList());
        }
    }

    private record Order(String sku, String store) {}

    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    @Test
    void itIsWhatCountingOneByOneGives() {
        List<Person> people = IntStream.range(0, PEOPLE).mapToObj(this::person).toList();
        define();
        people.forEach(this::send);
        order(people);
        score();
        JsonPath answer = compare(owner, WOMEN, "").statusCode(200).extract().jsonPath();
        List<Person> women = people.stream()
                .filter(person -> person.gender().equals("female"))
                .toList();
        assertThat(answer.getLong("members")).isEqualTo(PEOPLE);
        assertThat(answer.getLong("matching")).isEqualTo(women.size());
        assertThat(told(answer)).as("seed " + seed).isEqualTo(expected(people, women));
        assertThat(answer.getInt("tests")).isPositive();
        assertThat(answer.getList("dimensions.dimension")).contains("gender", "tagPair", "product");
    }

    /** By dimension and value: how many have it and, from ten, how many women do. */
    private static Map<String, List<Integer>> expected(List<Person> people, List<Person> women) {
        Map<String, List<Integer>> expected = new HashMap<>();
        people.get(0)
                .values()
                .keySet()
                .forEach(dimension -> people.stream()
                        .flatMap(person -> person.values().get(dimension).stream())
                        .distinct()
                        .forEach(value -> {
                            int all = count(people, dimension, value);
                            int matching = count(women, dimension, value);
                            if (all >= 10) {
                                expected.put(dimension + " " + value, List.of(all, matching < 10 ? -1 : matching));
                            }
                        }));
        return expected;
    }

    private static double number(JsonPath answer, String path) {
        return answer.<Number>get(path).doubleValue();
    }

    private static int count(List<Person> people, String dimension, String value) {
        return (int) people.stream()
                .filter(person -> person.values().get(dimension).contains(value))
                .count();
    }

    private static Map<String, List<Integer>> told(JsonPath answer) {
        Map<String, List<Integer>> told = new HashMap<>();
        List<Map<String, Object>> dimensions = answer.getList("dimensions");
        for (Map<String, Object> dimension : dimensions) {
            for (Object each : (List<?>) dimension.get("values")) {
                Map<?, ?> value = (Map<?, ?>) each;
                String name = value.get("with") == null
                        ? "" + value.get("value")
                        : value.get("value") + "+" + value.get("with");
                Object matching = value.get("matching");
                told.put(
                        dimension.get("dimension") + " " + name,
                        List.of((Integer) value.get("members"), matching == null ? -1 : (Integer) matching));
            }
        }
        return told;
    }

    @Test
    void shareAndLiftAndTests() {
        List<Person> people = new ArrayList<>();
        IntStream.range(0, 40)
                .forEach(i -> people.add(plain(i, i % 2 == 0 ? "female" : "male", i % 2 == 0 ? "Shanghai" : "Suzhou")));
        people.forEach(this::send);
        JsonPath answer = compare(owner, WOMEN, ",\"dimensions\":[\"city\"]")
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getList("dimensions.dimension")).isEqualTo(List.of("city"));
        assertThat(answer.getList("dimensions[0].values.value")).isEqualTo(List.of("Shanghai", "Suzhou"));
        assertThat(number(answer, "dimensions[0].values[0].share")).isEqualTo(1);
        assertThat(number(answer, "dimensions[0].values[0].baseShare")).isEqualTo(0.5);
        assertThat(number(answer, "dimensions[0].values[0].lift")).isEqualTo(2);
        assertThat(answer.getBoolean("dimensions[0].values[0].significant")).isTrue();
        assertThat(number(answer, "dimensions[0].values[0].pValue"))
                .isCloseTo(2.5e-10, within(0.1e-10)); // chi-square 40
        assertThat(answer.<Object>get("dimensions[0].values[1].matching")).isNull(); // none of twenty
    }

    @Test
    void whatACallerDoesNotSeeIsLeftOutOrRefused() {
        String privacy = tenant.staff("privacy");
        compare(privacy, WOMEN, "").statusCode(200).body("dimensions.dimension", not(hasItem("product")));
        compare(privacy, WOMEN, ",\"dimensions\":[\"city\",\"product\"]")
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/dimensions/1"));
        compare(tenant.staff("analyst"), "analytics", WOMEN, ",\"dimensions\":[\"product\"]")
                .statusCode(403)
                .body("errors.pointer", contains("/dimensions/0"));
        compare(tenant.staff("analyst"), "analytics", WOMEN, ",\"asOf\":\"2026-01-01T00:00:00Z\"")
                .statusCode(403)
                .body("errors.pointer", contains("/asOf"));
        compare(tenant.staff("finance"), WOMEN, "").statusCode(403);
    }

    /** Each number is a preview's, so that what previews hide is hidden here. */
    @Test
    void whoSeesNoPersonIsToldWhatPreviewsTell() {
        List<Person> people =
                IntStream.range(0, 3 * PEOPLE).mapToObj(this::person).toList();
        define();
        people.forEach(this::send);
        order(people);
        String analyst = tenant.staff("analyst");
        for (String rule : List.of(WOMEN, ORDERED)) {
            JsonPath answer = compare(analyst, "analytics", rule, "")
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(answer.getBoolean("rounded")).isTrue();
            assertThat(answer.getList("dimensions.dimension"))
                    .containsExactlyInAnyOrder("gender", "city", "birthDecade", "attribute", "tag", "tagPair");
            assertThat(answer.getLong("members")).isEqualTo(3 * PEOPLE);
            assertThat(answer.getInt("matching")).isEqualTo(Math.max(0, previewed(analyst, rule)));
            told(answer).forEach((name, counts) -> {
                String value = condition(name);
                int members = previewed(analyst, value);
                int both = previewed(analyst, both(rule, value));
                boolean consistent = both <= Math.min(members, answer.getInt("matching"));
                assertThat(counts).as("seed %d, %s", seed, name).isEqualTo(List.of(members, consistent ? both : -1));
            });
        }
    }

    /** -1 where it is not told. */
    private static int previewed(String token, String rule) {
        Integer count = as(token)
                .body("{\"rule\":" + rule + ",\"purpose\":\"analytics\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .extract()
                .path("count");
        return count == null ? -1 : count;
    }

    /** The rule that a dimension's value stands for. */
    private static String condition(String name) {
        String value = name.substring(name.indexOf(' ') + 1);
        String attribute = "{\"type\":\"attribute\",\"attribute\":\"%s\",\"op\":\"%s\",\"value\":%s}";
        return switch (name.substring(0, name.indexOf(' '))) {
            case "attribute" -> attribute.formatted("club", "eq", value.substring(value.indexOf('=') + 1));
            case "birthDecade" -> {
                int from = Integer.parseInt(value.substring(0, 4));
                yield both(
                        attribute.formatted("birthday", "gte", "\"" + from + "-01-01\""),
                        attribute.formatted("birthday", "lt", "\"" + (from + 10) + "-01-01\""));
            }
            case "tag" -> tag(value);
            case "tagPair" -> both(tag(value.split("\\+")[0]), tag(value.split("\\+")[1]));
            default -> attribute.formatted(name.substring(0, name.indexOf(' ')), "eq", "\"" + value + "\"");
        };
    }

    private static String tag(String key) {
        return "{\"type\":\"tag\",\"tag\":\"" + key + "\",\"op\":\"has\"}";
    }

    private static String both(String one, String other) {
        return "{\"type\":\"all\",\"of\":[" + one + "," + other + "]}";
    }

    @Test
    void ofNobodyThereIsNothingToSay() {
        compare(owner, WOMEN, "").statusCode(200).body("members", is(0)).body("dimensions", is(List.of()));
    }

    private Response compare(String token, String rule, String rest) {
        return compare(token, "service", rule, rest);
    }

    private Response compare(String token, String purpose, String rule, String rest) {
        return as(token)
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + purpose + "\"" + rest + "}")
                .post("/v1/segments/insights")
                .then();
    }

    private Person person(int number) {
        return new Person(
                "I-" + number,
                one(List.of("female", "female", "male")),
                one(CITIES),
                random.nextInt(1970, 2000),
                random.nextBoolean(),
                new TreeSet<>(TAGS.stream().filter(_ -> random.nextInt(3) > 0).toList()),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> new Order(one(SKUS), one(List.of("N", "S"))))
                        .toList());
    }

    private static Person plain(int number, String gender, String city) {
        return new Person("I-" + number, gender, city, 1990, false, Set.of(), List.of());
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void define() {
        as(owner)
                .body("{\"key\":\"club\",\"name\":{\"en\":\"Club\"},\"type\":\"boolean\"}")
                .post("/v1/attributes")
                .then()
                .statusCode(201);
        TAGS.forEach(tag -> as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"}".formatted(tag))
                .post("/v1/tags")
                .then()
                .statusCode(201));
    }

    private void send(Person person) {
        String club = "{\"club\":" + person.club() + "}";
        String id = as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"%s"}],"attributes":%s,
                         "profile":{"gender":"%s","city":"%s","birthday":"%d-05-01"}}""".formatted(person.card(), club, person.gender(), person.city(), person.year()))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        person.tags()
                .forEach(tag -> as(owner)
                        .body("{}")
                        .put("/v1/members/" + id + "/tags/" + tag)
                        .then()
                        .statusCode(201));
    }

    /** As nobody scores, but so that it is known. */
    private void score() {
        tenant.sql("insert into member_rfm (tenant_id, member_id, r, f, m, tier)"
                + " select tenant_id, id, 1, 1, 1, gender from member where %T");
        tenant.sql(
                "insert into member_stage (tenant_id, member_id, stage) select tenant_id, id, city from member where %T");
    }

    private void order(List<Person> people) {
        List<String> orders = new ArrayList<>();
        for (Person person : people) {
            for (Order order : person.orders()) {
                orders.add("""
                        {"type":"order.paid","source":"pos","sourceId":"%d","occurredAt":"%s","store":"%s","channel":"pos",
                         "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"},
                         "items":[{"sku":"%s","category":"c-%s","quantity":1,"price":{"amount":100,"currency":"CNY"}}]}""".formatted(
                                orders.size(),
                                java.time.Instant.now().minusSeconds(3 * 86_400),
                                order.store(),
                                person.card(),
                                order.sku(),
                                order.sku()));
            }
        }
        as(owner)
                .body(orders.stream().collect(joining(",", "[", "]")))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(orders.size()));
    }
}
