package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A call with {@code Sec-GPC: 1} has nobody for a purpose that shares, whatever it asks and whoever allows it. */
@QuarkusTest
class PrivacyControlTest extends ApiTest {
    private static final String SHARE = "share.partner";
    private static final String EVERYBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";
    private static final String ASKED = "{\"rule\":" + EVERYBODY + ",\"purpose\":\"" + SHARE + "\"}";

    /** What says it of assignments is in {@code AssignmentTest}, and of a shopper's own list in {@code OwnConsentTest}. */
    private static final Set<String> ELSEWHERE = Set.of("assignExperiments", "listOwnAssignments", "listOwnConsents");

    /** These say of a purpose what it is, who may be asked for it or what somebody has said of it: they use nobody's data. */
    private static final Set<String> USE_NOBODY = Set.of(
            "createInference",
            "upsertCollectionRule",
            "createExperiment",
            "replaceExperiment",
            "estimateDuration",
            "createSegment",
            "publishNotice",
            "recordConsents",
            "recordOwnConsents");

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String card = "GPC-1";
    private final String member = calls.owner()
            .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
            .post("/v1/members")
            .path("id");

    /**
     * A use of members' data.
     *
     * @param told of the one member, by a call that is given
     */
    private record Use(String operation, Function<ApiCall, Object> told, Object somebody, Object nobody) {}

    private List<Use> uses(String segment) {
        String in = "/v1/segments/" + segment;
        String one = "/v1/members/" + member;
        String look = "{\"kind\":\"card\",\"value\":\"" + card + "\"}";
        String reveal = "{\"fields\":[\"card\"],\"purpose\":\"" + SHARE + "\",\"reason\":\"call\"}";
        return List.of(
                new Use("previewSegment", asked("/v1/segments/preview", "count"), 1, 0),
                new Use("compareSegment", asked("/v1/segments/insights", "members"), 1, 0),
                new Use("listSegmentMembers", read(in + "/members", "items.size()"), 1, 0),
                new Use("listSegmentHistory", read(in + "/history", "items.size()"), 1, 0),
                new Use("readSegmentCount", read(in + "/count", "members"), 1, 0),
                new Use("readSegmentExplanation", read(in + "/members/" + member + "/explain", "matched"), true, false),
                new Use(
                        "overlapSegments",
                        call -> call.body("{\"segments\":[\"%1$s\",\"%1$s\"]}".formatted(segment))
                                .post("/v1/segments/overlap")
                                .path("members"),
                        List.of(List.of(1, 1), List.of(1, 1)),
                        List.of(List.of(0, 0), List.of(0, 0))),
                new Use(
                        "checkConsents",
                        call -> call.body("{\"purpose\":\"" + SHARE + "\",\"members\":[\"" + member + "\"]}")
                                .post("/v1/consents/check")
                                .path("items[0].allowed"),
                        true,
                        false),
                new Use(
                        "startExport",
                        call -> call.body("{\"kind\":\"members\",\"purpose\":\"" + SHARE + "\"}")
                                .post("/v1/exports")
                                .statusCode(),
                        202,
                        403),
                new Use("readMember", call -> stated(call).get(one).statusCode(), 200, 404),
                new Use("listMembers", read("/v1/members", "items.size()"), 1, 0),
                new Use(
                        "listTimeline",
                        call -> stated(call).get(one + "/timeline").statusCode(),
                        200,
                        404),
                new Use(
                        "lookupMember",
                        call -> stated(call)
                                .body(look)
                                .post("/v1/members/lookup")
                                .statusCode(),
                        200,
                        404),
                new Use(
                        "revealMember",
                        call -> call.body(reveal).post(one + "/reveal").statusCode(),
                        200,
                        404),
                new Use("listReplenishments", read("/v1/replenishments", "items.size()"), 1, 0),
                new Use("readRfmDistribution", read("/v1/rfm/distribution", "members"), 1, 0),
                new Use("readRfmConcentration", read("/v1/rfm/concentration", "points.size()"), 5, 0),
                new Use("readRfmTransitions", read("/v1/rfm/transitions?kind=stage", "moves.size()"), 1, 0),
                new Use("readTagCount", read("/v1/tags/gold/count", "count"), 1, 0),
                new Use("readTagTransitions", read("/v1/tags/tiers/transitions", "moves.size()"), 1, 0));
    }

    private static Function<ApiCall, Object> asked(String path, String told) {
        return call -> call.body(ASKED).post(path).then().statusCode(200).path(told);
    }

    private static Function<ApiCall, Object> read(String path, String told) {
        return call -> stated(call).get(path).then().statusCode(200).path(told);
    }

    private static ApiCall stated(ApiCall call) {
        return call.header("X-Purpose", SHARE);
    }

    @Test
    void whateverUsesMembersObeys() throws IOException {
        calls.give(member, SHARE, calls.notice(SHARE));
        knownInEveryWay();
        List<Use> uses = uses(segment());
        for (Use use : uses) {
            assertThat(use.told().apply(calls.owner())).as(use.operation()).isEqualTo(use.somebody());
            assertThat(use.told().apply(calls.owner().header("Sec-GPC", "1")))
                    .as(use.operation())
                    .isEqualTo(use.nobody());
            assertThat(use.told().apply(calls.owner().header("Sec-GPC", "0")))
                    .as("asked for nothing: %s", use.operation())
                    .isEqualTo(use.somebody());
        }
        assertThat(Stream.concat(uses.stream().map(Use::operation), ELSEWHERE.stream()))
                .as("what the API says of the header is tested, and the other way round")
                .containsExactlyInAnyOrderElementsOf(documented(PrivacyControlTest::takesHeader));
    }

    /** A new operation that takes a purpose either says that it obeys, and is tested above, or uses nobody's data. */
    @Test
    void whateverTakesAPurposeIsOneOfThem() throws IOException {
        Set<String> taking = new TreeSet<>(documented(PrivacyControlTest::takesPurpose));
        taking.removeAll(documented(PrivacyControlTest::takesHeader));
        assertThat(taking).containsExactlyInAnyOrderElementsOf(USE_NOBODY);
    }

    private String segment() {
        String id = calls.owner()
                .body("{\"key\":\"shared\",\"name\":\"S\",\"purpose\":\"" + SHARE + "\",\"kind\":\"dynamic\",\"rule\":"
                        + EVERYBODY + "}")
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
        Poll.until(
                "the segment is filled",
                Duration.ofMinutes(1),
                () -> "ready".equals(calls.owner().get("/v1/segments/" + id).path("membership.state")));
        return id;
    }

    /** An order, a score, a stage, a tag of a group and something that is used up. */
    private void knownInEveryWay() {
        done(calls.owner().body("""
                [{"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"2026-03-04T05:06:07Z",
                  "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"}}]""".formatted(card)).post("/v1/events"), 200);
        tag("tiers", ",\"group\":true,\"exclusive\":true");
        tag("gold", ",\"parent\":\"tiers\"");
        done(calls.owner().body("{}").put("/v1/members/" + member + "/tags/gold"), 201);
        String row = " select tenant_id, member_id, %s from member_metric where %%T";
        for (String planted : List.of(
                "member_replenishment" + row.formatted("'TEA', now() + interval '1 day', now()"),
                "member_rfm" + row.formatted("3, 3, 3"),
                "member_stage" + row.formatted("'new'"),
                "member_transition (tenant_id, member_id, kind, after, at)"
                        + row.formatted("'stage', 'new', now() - interval '1 day'"))) {
            calls.tenant().sql("insert into " + planted);
        }
    }

    private void tag(String key, String more) {
        done(
                calls.owner()
                        .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"%s}".formatted(key, more))
                        .post("/v1/tags"),
                201);
    }

    private static void done(Response answer, int status) {
        answer.then().statusCode(status);
    }

    private static Set<String> documented(Function<JsonNode, Boolean> property) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi/openapi.yaml").toFile());
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .filter(item -> item.getValue().has("operationId"))
                .filter(item -> property.apply(withSchema(document, item.getValue())))
                .map(item -> item.getValue().path("operationId").asText())
                .collect(Collectors.toSet());
    }

    /** The operation, and what its body is made of. */
    private static JsonNode withSchema(JsonNode document, JsonNode operation) {
        var found = new ObjectMapper().createObjectNode();
        found.set("parameters", operation.path("parameters"));
        operation
                .path("requestBody")
                .findValuesAsText("$ref")
                .forEach(schema -> found.withArray("bodies")
                        .add(document.at(schema.substring(1)).path("properties")));
        return found;
    }

    private static boolean takesHeader(JsonNode operation) {
        return operation.path("parameters").findValuesAsText("name").contains("Sec-GPC");
    }

    private static boolean takesPurpose(JsonNode operation) {
        return operation.path("parameters").findValuesAsText("name").contains("X-Purpose")
                || operation.path("bodies").valueStream().anyMatch(body -> body.has("purpose"));
    }
}
