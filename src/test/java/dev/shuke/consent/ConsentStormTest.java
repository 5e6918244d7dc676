package dev.shuke.consent;

import static dev.shuke.consent.ConsentStorm.PURPOSE;
import static dev.shuke.consent.ConsentStorm.answered;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** 64 at once withdraw, give again and read in every way there is: nobody is used after his withdrawal was answered. */
@QuarkusTest
class ConsentStormTest extends ApiTest {
    private static final Duration LONG = Duration.ofMillis(
            Math.round(1000 * Double.parseDouble(System.getProperty("shuke.consent.storm.seconds", "3"))));
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WORKERS = 64;

    /** As many as a preview names. */
    private static final int MEMBERS = 10;

    private static final String EVERYBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String notice = calls.notice(PURPOSE);
    private final List<String> members = IntStream.range(0, MEMBERS)
            .mapToObj(i -> calls.member())
            .peek(member -> calls.give(member, PURPOSE, notice))
            .toList();
    private final String dynamic = segment("dynamic");
    private final String frozen = segment("frozen");
    private final String experiment = experiment();

    private String segment(String kind) {
        return calls.owner()
                .body("{\"key\":\"%1$s\",\"name\":\"S\",\"purpose\":\"%2$s\",\"kind\":\"%1$s\",\"rule\":%3$s}"
                        .formatted(kind, PURPOSE, EVERYBODY))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
    }

    private String experiment() {
        String id = calls.owner()
                .body("""
                        {"key":"storm","name":"Storm","purpose":"%s","variants":[{"key":"a"},{"key":"b"}],
                         "metrics":[{"key":"conversion","type":"proportion"}]}""".formatted(PURPOSE))
                .post("/v1/experiments")
                .then()
                .statusCode(201)
                .path("id");
        calls.owner().post("/v1/experiments/" + id + "/start").then().statusCode(200);
        return "storm";
    }

    @Test
    void nobodyIsUsedAfterHisWithdrawal() {
        ConsentStorm storm = new ConsentStorm(calls, notice, members, LONG).blow(WORKERS, readings());
        System.out.println("consent storm of " + LONG + ": " + storm);
        assertThat(storm.uses()).isEmpty();
        assertThat(storm.withdrawals()).isGreaterThanOrEqualTo(MEMBERS);
        assertThat(storm.held()).containsOnlyKeys(readings().keySet());
    }

    /** The measure itself: a reading of who matches the rule, which looks at no consent, is caught. */
    @Test
    void aReadingWithoutTheConditionIsCaught() {
        Map<String, Supplier<Set<String>>> faulty = Map.of(
                "what is stored of the segment",
                () -> new HashSet<>(calls.tenant().sql("select member_id from segment_membership where %T")));
        ConsentStorm storm = new ConsentStorm(calls, notice, members, SHORT).blow(MEMBERS + 2, faulty);
        assertThat(storm.uses()).isNotEmpty();
    }

    private Map<String, Supplier<Set<String>>> readings() {
        Map<String, Supplier<Set<String>>> readings = new HashMap<>();
        for (String segment : List.of(dynamic, frozen)) {
            String of = "/v1/segments/" + segment;
            String kind = segment.equals(dynamic) ? "dynamic" : "frozen";
            readings.put("members, " + kind, () -> get(of + "/members?limit=200", "items.id"));
            readings.put("export, " + kind, () -> exported(",\"segment\":{\"id\":\"" + segment + "\"}"));
            readings.put("explanation, " + kind, () -> ifSo("matched", of + "/members/%s/explain"));
        }
        readings.put("history", () -> get("/v1/segments/" + dynamic + "/history?limit=200", "items.memberId"));
        readings.put("export of all", () -> exported(""));
        readings.put("preview", () -> previewed());
        readings.put("check", this::checked);
        readings.put("assign", this::assigned);
        readings.put("one member", this::oneByPurpose);
        return readings;
    }

    private Set<String> get(String path, String ids) {
        return answered(calls.owner().get(path).then(), answer -> answer.<List<String>>path(ids).stream());
    }

    private Set<String> previewed() {
        return answered(
                calls.owner()
                        .body("{\"rule\":%s,\"purpose\":\"%s\"}".formatted(EVERYBODY, PURPOSE))
                        .post("/v1/segments/preview")
                        .then(),
                answer -> answer.<List<String>>path("sample").stream());
    }

    private Set<String> checked() {
        return answered(
                calls.owner()
                        .body("{\"purpose\":\"%s\",\"members\":[\"%s\"]}"
                                .formatted(PURPOSE, String.join("\",\"", members)))
                        .post("/v1/consents/check")
                        .then(),
                ConsentStormTest::allowed);
    }

    private static Stream<String> allowed(Response answer) {
        List<Boolean> allowed = answer.path("items.allowed");
        List<String> ids = answer.path("items.memberId");
        return IntStream.range(0, ids.size()).filter(allowed::get).mapToObj(ids::get);
    }

    private Set<String> assigned() {
        String units = members.stream()
                .map("{\"kind\":\"member\",\"id\":\"%s\"}"::formatted)
                .collect(joining(","));
        return answered(
                calls.owner()
                        .body("{\"units\":[%s],\"experiments\":[\"%s\"]}".formatted(units, experiment))
                        .post("/v1/experiments/assign")
                        .then(),
                ConsentStormTest::withVariant);
    }

    private static Stream<String> withVariant(Response answer) {
        List<String> reasons = answer.path("assignments.reason");
        List<String> ids = answer.path("assignments.unit.id");
        return IntStream.range(0, ids.size())
                .filter(i -> !"no_consent".equals(reasons.get(i)))
                .mapToObj(ids::get);
    }

    /** One of the members, if the answer to the path with his id says so. */
    private Set<String> ifSo(String field, String path) {
        String member = oneOf();
        return answered(
                calls.owner().get(path.formatted(member)).then(),
                answer -> answer.<Boolean>path(field) ? Stream.of(member) : Stream.empty());
    }

    private Set<String> oneByPurpose() {
        String member = oneOf();
        Response answer = calls.owner()
                .header("X-Purpose", PURPOSE)
                .get("/v1/members/" + member)
                .then();
        return answer.statusCode() == 404 ? Set.of() : answered(answer, found -> Stream.of(member));
    }

    private String oneOf() {
        return members.get(ThreadLocalRandom.current().nextInt(MEMBERS));
    }

    private Set<String> exported(String more) {
        Response started = calls.owner()
                .body("{\"kind\":\"members\",\"purpose\":\"%s\"%s}".formatted(PURPOSE, more))
                .post("/v1/exports")
                .then();
        if (started.statusCode() != 202) {
            return answered(started, none -> Stream.empty());
        }
        String id = started.path("id");
        Poll.until(
                "the export",
                SOON,
                () -> "succeeded".equals(calls.owner().get("/v1/jobs/" + id).path("state")));
        return answered(
                calls.owner().get("/v1/exports/" + id + "/file").then(),
                file -> file.asString().lines().map(line -> JsonPath.from(line).getString("id")));
    }
}
