package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What was answered at a time is what is answered later of that time, whatever has come meanwhile. */
@QuarkusTest
class ResultsAsOfTest extends ApiTest {
    private static final int MEMBERS = 48;
    private static final int ROUNDS = 5;

    private static final String METRICS = """
            {"key":"conversion","type":"proportion","event":"order.paid","windowDays":20,"role":"primary"},
            {"key":"revenue","type":"revenue","winsorise":0.9,"covariateDays":10},
            {"key":"basket","type":"ratio","event":"order.paid","field":"amount","denominator":{"event":"order.paid"}},
            {"key":"median","type":"quantile","event":"order.paid","field":"amount","quantile":0.5},
            {"key":"back","type":"retention","event":"order.paid","retentionDays":[2,10]}""";

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();
    private final SplittableRandom random = new SplittableRandom(20);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<String> sent = new ArrayList<>();
    private final List<String> corrected = new ArrayList<>();

    private static String definition(int weight, String more) {
        return """
                {"key":"coupon","name":"Coupon","purpose":"service",%s"metrics":[%s%s]}""".formatted(ExperimentCalls.variants(weight, 1), METRICS, more);
    }

    @Test
    void whatWasKnownThenIsToldOfThen() {
        String id = calls.running(definition(1, ""));
        calls.tenant().sql("update experiment set started_at = now() - interval '60 days' where %T");
        Map<String, Object> told = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            history(round);
            if (round == 2) {
                calls.replace(id, definition(3, ",{\"key\":\"orders\",\"type\":\"mean\"}"))
                        .statusCode(200);
            }
            for (String path : List.of("?by=store", "/series?metric=revenue")) {
                JsonPath answer = read(id, path);
                told.put(path + "&asOf=" + answer.getString("asOf"), answer.root());
            }
        }
        told.forEach((path, then) -> same(read(id, path).root(), then, path));
        assertThat(read(id, "").<Number>get("multipleExposure.share").doubleValue())
                .isPositive();
        assertThat(corrected).hasSizeGreaterThan(20);
        assertThat(told.values().stream()
                        .map(it -> new JsonPath(it).get("metrics"))
                        .distinct())
                .hasSizeGreaterThan(ROUNDS);
    }

    private JsonPath read(String id, String path) {
        return calls.owner()
                .get(ExperimentCalls.PATH + "/" + id + "/results" + path)
                .then()
                .statusCode(200)
                .jsonPath();
    }

    /** Numbers but for what adding them up in another order leaves. */
    private static void same(Object found, Object then, String at) {
        switch (then) {
            case Map<?, ?> map -> {
                assertThat(((Map<?, ?>) found).keySet()).as(at).isEqualTo(map.keySet());
                map.forEach((key, value) -> same(((Map<?, ?>) found).get(key), value, at + "." + key));
            }
            case List<?> list -> {
                assertThat((List<?>) found).as(at).hasSameSizeAs(list);
                for (int i = 0; i < list.size(); i++) {
                    same(((List<?>) found).get(i), list.get(i), at + "[" + i + "]");
                }
            }
            case Number number ->
                assertThat(((Number) found).doubleValue())
                        .as(at)
                        .isCloseTo(number.doubleValue(), within(Math.abs(number.doubleValue()) * 1e-6 + 1e-9));
            case null, default -> assertThat(found).as(at).isEqualTo(then);
        }
    }

    /** One batch. In the first most members see a variant. Some of each are corrected, some before they come. */
    private void history(int round) {
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            if (round == 0 ? i < MEMBERS - 8 : random.nextInt(5) == 0) {
                batch.add(event("exposure", i, exposure(i), null));
            }
            batch.add(event("order.paid", i, order(), null));
            if (random.nextInt(3) == 0) {
                batch.add(correction(i, round));
            }
        }
        for (String late : List.copyOf(corrected)) {
            if (late.startsWith("late") && !sent.contains(late) && random.nextInt(2) == 0) {
                boolean exposure = random.nextBoolean();
                int i = random.nextInt(MEMBERS);
                batch.add(event(late, exposure ? "exposure" : "order.paid", i, exposure ? exposure(i) : order(), null));
            }
        }
        calls.owner()
                .body("[" + String.join(",", batch) + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("rejected.size()", is(0));
    }

    private String correction(int member, int round) {
        String corrects = random.nextInt(4) == 0
                ? "late" + round + "-" + member
                : sent.stream()
                        .filter(id -> !corrected.contains(id))
                        .skip(random.nextInt(sent.size() - corrected.size() > 40 ? 40 : 1))
                        .findFirst()
                        .orElseThrow();
        corrected.add(corrects);
        return switch (random.nextInt(3)) {
            case 0 -> event("exposure", member, exposure(member), corrects);
            case 1 -> event("order.paid", member, order(), corrects);
            default -> event("event.cancelled", member, "", corrects);
        };
    }

    /** One in eight sees the other one. */
    private String exposure(int member) {
        boolean other = random.nextInt(8) == 0;
        return ",\"props\":{\"experiment\":\"coupon\",\"variant\":\"%s\"}"
                .formatted((member % 2 == 0) == other ? "b" : "a");
    }

    private String order() {
        return ",\"amount\":{\"amount\":%d,\"currency\":\"CNY\"},\"store\":\"S-%d\""
                .formatted(random.nextInt(100, 90_000), random.nextInt(2));
    }

    private String event(String type, int member, String more, String corrects) {
        return event("e" + sent.size(), type, member, more, corrects);
    }

    private String event(String id, String type, int member, String more, String corrects) {
        sent.add(id);
        return """
                {"type":"%s","source":"h","sourceId":"%s","occurredAt":"%s","member":{"kind":"card","value":"M-%d"}%s%s}""".formatted(
                        type,
                        id,
                        now.minus(Duration.ofMinutes(random.nextInt(60, 50 * 1440))),
                        member,
                        more,
                        corrects == null ? "" : ",\"corrects\":{\"source\":\"h\",\"sourceId\":\"" + corrects + "\"}");
    }
}
