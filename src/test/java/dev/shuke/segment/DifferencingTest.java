package dev.shuke.segment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may see no person knows of each where it lives and where it has been, and wants to know who has spent
 * much: asks pairs of counts that differ by one of them, in front of ever other crowds, so that some stand just below
 * where rounding turns. It knows the answer for half of its targets, and trusts a way of asking that never differs for a
 * poor one of these. It compares, too, which tells many counts at once. {@code -Dshuke.differencing.previews=10000} for the long version.
 */
@QuarkusTest
class DifferencingTest extends ApiTest {
    private static final int PREVIEWS = Integer.getInteger("shuke.differencing.previews", 400);
    private static final int OTHERS = 240;
    private static final int TARGETS = 12;
    private static final int CROWDS = 10;
    private static final int PATTERNS = 9;
    private static final String RICH = "{\"type\":\"metric\",\"metric\":\"monetary\",\"op\":\"gte\",\"value\":50000}";
    private static final String TOWNS =
            IntStream.range(0, 8).mapToObj(town -> "\"Big" + town + "\"").collect(joining(","));

    private final Random random = new Random(20261122);
    private final Set<Integer> rich = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private TestTenant tenant;

    @BeforeEach
    void peopleAmongWhomEachTargetIsAlone() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        for (int n = 0; n < TARGETS + OTHERS; n++) {
            if (n < TARGETS ? n % 2 == 0 : random.nextBoolean()) {
                rich.add(n);
            }
        }
        post(
                "/v1/members/batch",
                IntStream.range(0, TARGETS + OTHERS)
                        .mapToObj(DifferencingTest::member)
                        .toList());
        for (int n = 0; n < TARGETS + OTHERS; n++) {
            event("order.paid", n, 400, "S0", rich.contains(n) ? 60_000 : 20_000);
            for (int crowd = 0; crowd < CROWDS; crowd++) {
                if (n < TARGETS || random.nextBoolean()) {
                    event("crowd" + crowd, n, 5, "S0", 0);
                }
            }
        }
        IntStream.range(0, TARGETS).forEach(this::standOut);
        for (int from = 0; from < events.size(); from += 500) {
            post("/v1/events", events.subList(from, Math.min(from + 500, events.size())));
        }
        // by statistics from before this tenant the planner takes it for nearly empty, and counts events once per
        // member
        TestTenant.run("analyze member, member_metric, event");
    }

    private static String member(int n) {
        return "{\"identities\":[{\"kind\":\"card\",\"value\":\"C%d\"}],\"profile\":{\"city\":\"%s\",\"gender\":\"%s\"}}"
                .formatted(n, n < TARGETS ? town(n) : "Big" + n % 8, n < TARGETS || n % 2 == 0 ? "female" : "male");
    }

    private static String town(int target) {
        return "Town" + target;
    }

    /** Later, elsewhere and more often than all who do the same. */
    private void standOut(int target) {
        event("seen" + target, target, 60, "S1", 0);
        event("often" + target, target, 5, "S0", 0);
        event("often" + target, target, 5, "S0", 1);
        event("alone", target, 5, "Own" + target, 0);
        for (int n = TARGETS; n < TARGETS + OTHERS; n++) {
            if (random.nextInt(3) == 0) {
                event("seen" + target, n, 5, "S0", 0);
                for (int times = random.nextBoolean() ? 1 : 3; times > 0; times--) {
                    event("often" + target, n, 5, "S0", times);
                }
            }
        }
    }

    private void event(String type, int n, int daysAgo, String store, long amount) {
        events.add(
                """
                {"type":"%s","source":"t","sourceId":"%s-%d-%d","occurredAt":"%s","store":"%s",
                 "member":{"kind":"card","value":"C%d"},"amount":{"amount":%d,"currency":"CNY"}}""".formatted(type, type, n, amount, Instant.now().minus(daysAgo, ChronoUnit.DAYS), store, n, amount));
    }

    private void post(String path, List<String> items) {
        as(tenant.staff("owner")).body(items.toString()).post(path).then().statusCode(200);
    }

    @Test
    void noPersonIsSingledOut() {
        int rounds = Math.ceilDiv(PREVIEWS, PATTERNS * TARGETS * 2);
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            assertThat(recovered(
                            pattern, rounds, rule -> answer("analyst", rule).prettify()))
                    .as("recovered by pattern " + pattern)
                    .isZero();
            assertThat(recovered(
                            pattern,
                            Math.ceilDiv(rounds, 2),
                            rule -> insight("analyst", rule).prettify()))
                    .as("recovered by comparisons, pattern " + pattern)
                    .isNotPositive();
        }
    }

    /** The measure itself: each way of asking would tell of everybody, were members counted one by one. */
    @Test
    void exactCountsTell() {
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            assertThat(recovered(pattern, 1, rule -> answer("owner", rule).getLong("count")))
                    .as("recovered by pattern " + pattern)
                    .isEqualTo(TARGETS / 4);
            assertThat(recovered(pattern, 1, rule -> insight("owner", rule).prettify()))
                    .as("recovered by comparisons, pattern " + pattern)
                    .isEqualTo(TARGETS / 4);
        }
    }

    private JsonPath insight(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + tenant.purpose(role)
                        + "\",\"dimensions\":[\"gender\",\"city\"]}")
                .post("/v1/segments/insights")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** How many of the rich among the targets it does not know it names, less those whom it takes for rich wrongly. */
    private int recovered(int pattern, int rounds, Function<String, Object> ask) {
        Set<Integer> differing = new HashSet<>();
        for (int asked = 0; asked < rounds * TARGETS; asked++) {
            int target = asked % TARGETS;
            List<String> pair = pair(pattern, target, crowd());
            if (!ask.apply(pair.getFirst()).equals(ask.apply(pair.getLast()))) {
                differing.add(target);
            }
        }
        int known = TARGETS / 2;
        if (differing.stream().anyMatch(target -> target < known && !rich.contains(target))) {
            return 0;
        }
        return differing.stream()
                .filter(target -> target >= known)
                .mapToInt(target -> rich.contains(target) ? 1 : -1)
                .sum();
    }

    /** One to three of the crowds that all targets are among. */
    private String crowd() {
        return all(random.ints(0, CROWDS)
                .distinct()
                .limit(1 + random.nextInt(3))
                .mapToObj(crowd -> happened("crowd" + crowd, "", 1))
                .toArray(String[]::new));
    }

    /** Two rules that match the same but for the target, who is in the first if it is rich. */
    private static List<String> pair(int pattern, int target, String crowd) {
        String home = eq("city", town(target));
        String seen = "seen" + target;
        String often = "often" + target;
        String own = happened("alone", store("Own" + target), 1);
        String othersOfCrowd = all(crowd, not(home));
        return switch (pattern) {
            case 0 -> List.of(all(crowd, RICH), all(crowd, RICH, not(home)));
            case 1 -> List.of(all(crowd, RICH, any(home, not(home))), all(crowd, RICH, not(all(home, RICH))));
            case 2 -> List.of(all(crowd, RICH, in(TOWNS + ",\"" + town(target) + '"')), all(crowd, RICH, in(TOWNS)));
            case 3 -> List.of(all(crowd, RICH), all(crowd, RICH, not(own)));
            case 4 -> List.of(any(othersOfCrowd, all(home, RICH)), othersOfCrowd);
            case 5 ->
                List.of(all(crowd, RICH, happened(seen, days(90), 1)), all(crowd, RICH, happened(seen, days(30), 1)));
            case 6 ->
                List.of(all(crowd, RICH, happened(seen, "", 1)), all(crowd, RICH, happened(seen, store("S0"), 1)));
            case 7 -> List.of(all(crowd, RICH, happened(often, "", 2)), all(crowd, RICH, happened(often, "", 3)));
            default -> List.of(all(home, RICH), all(eq("city", "Nowhere"), RICH));
        };
    }

    private static String happened(String type, String more, int times) {
        return "{\"type\":\"event\",\"event\":\"" + type + "\"," + more + "\"op\":\"gte\",\"value\":" + times + "}";
    }

    private static String days(int days) {
        return "\"within\":{\"days\":" + days + "},";
    }

    private static String store(String code) {
        return "\"where\":[{\"field\":\"store\",\"op\":\"eq\",\"value\":\"" + code + "\"}],";
    }

    private static String eq(String attribute, String value) {
        return "{\"type\":\"attribute\",\"attribute\":\"" + attribute + "\",\"op\":\"eq\",\"value\":\"" + value + "\"}";
    }

    private static String in(String towns) {
        return "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"in\",\"value\":[" + towns + "]}";
    }

    private static String all(String... rules) {
        return "{\"type\":\"all\",\"of\":[" + String.join(",", rules) + "]}";
    }

    private static String any(String... rules) {
        return "{\"type\":\"any\",\"of\":[" + String.join(",", rules) + "]}";
    }

    private static String not(String rule) {
        return "{\"type\":\"not\",\"of\":" + rule + "}";
    }

    private JsonPath answer(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + tenant.purpose(role) + "\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
