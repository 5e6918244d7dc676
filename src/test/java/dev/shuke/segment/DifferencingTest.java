package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may see no person knows where each of them lives and where each has been, and asks pairs of counts that
 * differ by what one person has spent, in front of crowds of every size, so that some stand just below where rounding
 * turns. {@code -Dshuke.differencing.previews=10000} for the long version.
 */
@QuarkusTest
class DifferencingTest extends ApiTest {
    private static final int PREVIEWS = Integer.getInteger("shuke.differencing.previews", 600);
    private static final int PEOPLE = 40;
    private static final int TARGETS = 6;
    private static final String RICH = "{\"type\":\"metric\",\"metric\":\"monetary\",\"op\":\"gte\",\"value\":50000}";

    private final Random random = new Random(20261122);
    private TestTenant tenant;

    @BeforeEach
    void peopleOfTownsOfTheirOwn() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        String members = IntStream.range(0, PEOPLE)
                .mapToObj(n ->
                        "{\"identities\":[{\"kind\":\"card\",\"value\":\"C%d\"}],\"profile\":{\"city\":\"%s\",\"gender\":\"%s\"}}"
                                .formatted(n, town(n), n % 2 == 0 ? "female" : "male"))
                .collect(Collectors.joining(",", "[", "]"));
        as(tenant.staff("owner")).body(members).post("/v1/members/batch").then().statusCode(200);
        List<String> events = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            events.add(event("store.visited", n, 0));
            if (rich(n)) {
                events.add(event("order.paid", n, 60_000));
            }
        }
        as(tenant.staff("owner"))
                .body(events.toString())
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    /** Of the targets, every other one; of the rest, all. */
    private static boolean rich(int n) {
        return n >= TARGETS || n % 2 == 0;
    }

    private static String town(int n) {
        return "Town" + n;
    }

    private static String event(String type, int n, long amount) {
        return """
                {"type":"%s","source":"t","sourceId":"%s-%d","occurredAt":"2026-01-01T00:00:00Z","store":"S%d",
                 "member":{"kind":"card","value":"C%d"},"amount":{"amount":%d,"currency":"CNY"}}""".formatted(type, type, n, n, n, amount);
    }

    @Test
    void noPersonIsSingledOut() {
        assertThat(recovered(rule -> answer("analyst", rule).prettify())).isZero();
    }

    /** The measure itself: rounding alone would not do. */
    @Test
    void roundedCountsWouldTell() {
        assertThat(recovered(rule -> rounded(answer("owner", rule)))).isPositive();
    }

    /** How many of the targets' secrets the answers tell: those for which some pair differs, and no poor target's does. */
    private int recovered(Function<String, Object> ask) {
        int told = 0;
        for (int asked = 0; asked < PREVIEWS; asked += 2) {
            int target = random.nextInt(TARGETS);
            List<String> pair = pair(target, 8 + random.nextInt(20));
            told += ask.apply(pair.getFirst()).equals(ask.apply(pair.getLast())) ? 0 : 1;
        }
        return told;
    }

    /** Two rules that match the same but for the target, who is in the second if it is rich. */
    private List<String> pair(int target, int crowd) {
        List<Integer> others = IntStream.range(TARGETS, PEOPLE)
                .boxed()
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    java.util.Collections.shuffle(all, random);
                    return all.subList(0, crowd);
                }));
        String secret = all(eq("city", town(target)), RICH);
        String towns = others.stream().map(n -> '"' + town(n) + '"').collect(Collectors.joining(","));
        return switch (random.nextInt(5)) {
            case 0 -> List.of(secret, all(eq("city", "Nowhere"), RICH));
            case 1 -> List.of(in(towns), any(in(towns), secret));
            case 2 -> List.of(all(in(towns), RICH), all(in(towns + ",\"" + town(target) + '"'), RICH));
            case 3 -> {
                String visits =
                        any(others.stream().map(DifferencingTest::visited).toArray(String[]::new));
                yield List.of(visits, any(visits, all(visited(target), RICH)));
            }
            default -> List.of(RICH, all(RICH, not(secret)));
        };
    }

    private static String visited(int n) {
        return "{\"type\":\"event\",\"event\":\"store.visited\",\"where\":[{\"field\":\"store\",\"op\":\"eq\",\"value\":\"S"
                + n + "\"}],\"op\":\"gte\",\"value\":1}";
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
                .body("{\"rule\":" + rule + ",\"purpose\":\"service\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Object rounded(JsonPath exact) {
        return SegmentPreview.rounded(exact.getLong("count"));
    }
}
