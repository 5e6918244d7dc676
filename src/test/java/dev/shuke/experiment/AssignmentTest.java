package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentCalls.MARKETING;
import static dev.shuke.experiment.ExperimentCalls.PATH;
import static dev.shuke.experiment.ExperimentCalls.definition;
import static dev.shuke.experiment.ExperimentCalls.variants;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AssignmentTest extends ApiTest {
    private static final String SHANGHAI =
            "\"audience\":{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"Shanghai\"}";

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();

    private List<String> members(int count) {
        return Stream.generate(calls::member).limit(count).toList();
    }

    private Map<String, String> outcomes(List<String> members, String key) {
        Map<String, String> outcomes = new HashMap<>();
        members.forEach(member -> outcomes.put(member, calls.outcome(member, key)));
        return outcomes;
    }

    /** As a client would compute it from what the API tells. */
    @Test
    void isTheDocumentedHash() throws IOException {
        calls.owner()
                .body("{\"holdout\":0.2}")
                .put("/v1/experiment-settings")
                .then()
                .statusCode(200);
        String id = calls.running(
                definition("coupon", "\"layer\":\"checkout\",\"traffic\":0.7").replace("\"weight\":1", "\"weight\":2"));
        DocumentedClient client = new DocumentedClient(told(PATH + "/" + id), told("/v1/experiment-settings"));
        for (String member : members(20)) {
            assertThat(calls.outcome(member, "coupon")).isEqualTo(client.outcome(member));
        }
    }

    private JsonNode told(String path) throws IOException {
        return new ObjectMapper()
                .readTree(calls.owner().get(path).then().statusCode(200).asString());
    }

    /** As {@link Bucket} says that it does, for who analyses in SQL. */
    @Test
    void postgresqlComputesTheSame() throws IOException {
        JsonNode published = new ObjectMapper()
                .readTree(Path.of("openapi/assignment-vectors.json").toFile())
                .get("buckets");
        for (JsonNode row : published) {
            String text = Stream.of("salt", "draw", "unit")
                    .map(it -> row.get(it).asText())
                    .collect(joining(":"));
            assertThat(calls.tenant()
                            .sql("select ('x' || encode(substr(sha256(convert_to('" + text
                                    + "', 'UTF8')), 1, 6), 'hex'))::bit(48)::bigint % 10000"))
                    .containsExactly(row.get("bucket").asText());
        }
    }

    @Test
    void moreTrafficMovesNobody() {
        String id = calls.running(definition("coupon", "\"traffic\":0.5"));
        List<String> members = members(12);
        Map<String, String> before = outcomes(members, "coupon");
        calls.replace(id, definition("coupon", "\"traffic\":1")).statusCode(200);
        Map<String, String> after = outcomes(members, "coupon");
        before.forEach((member, outcome) -> {
            if (!outcome.equals("traffic")) {
                assertThat(after).containsEntry(member, outcome);
            }
        });
        assertThat(after.values()).isSubsetOf("a", "b");
    }

    @Test
    void weightsOfOneMoveNothingOfAnother() {
        String moved = calls.running(definition("moved", ""));
        calls.running(definition("still", ""));
        List<String> members = members(12);
        Map<String, String> before = outcomes(members, "still");
        calls.replace(
                        moved,
                        definition("moved", "").replace("\"key\":\"b\",\"weight\":1", "\"key\":\"b\",\"weight\":9999"))
                .statusCode(200);
        assertThat(outcomes(members, "still")).isEqualTo(before);
    }

    @Test
    void experimentsOfALayerNeverMeet() {
        calls.running(definition("one", "\"layer\":\"checkout\",\"traffic\":0.5"));
        calls.running(definition("two", "\"layer\":\"checkout\",\"traffic\":0.5"));
        for (String member : members(12)) {
            Set<String> reasons = new HashSet<>(List.of(calls.reason(member, "one"), calls.reason(member, "two")));
            assertThat(reasons).containsExactlyInAnyOrder("assigned", "layer");
        }
    }

    @Test
    void onlyWhileItRuns() {
        String member = calls.member();
        String id = calls.draft(definition("coupon", ""));
        calls.assign("member", member, "coupon", "nothing")
                .statusCode(200)
                .body("assignments.reason", contains("not_running", "not_running"))
                .body("assignments[0].default.coupon", is(0))
                .body("assignments[0].variant", nullValue())
                .body("assignments[1].default", nullValue());
        calls.step(id, "start").statusCode(200);
        assertThat(calls.reason(member, "coupon")).isEqualTo("assigned");
        calls.step(id, "pause").statusCode(200);
        assertThat(calls.reason(member, "coupon")).isEqualTo("not_running");
        calls.step(id, "resume").statusCode(200);
        assertThat(calls.reason(member, "coupon")).isEqualTo("assigned");
        calls.step(id, "stop").statusCode(200);
        assertThat(calls.reason(member, "coupon")).isEqualTo("not_running");
    }

    @Test
    void forWhomItIs() {
        String identity = "{\"kind\":\"card\",\"value\":\"%s\"}";
        String in = calls.member(identity.formatted("IN-1"), ",\"profile\":{\"city\":\"Shanghai\"}");
        String out = calls.member(identity.formatted("OUT-1"), ",\"profile\":{\"city\":\"Beijing\"}");
        calls.running(definition("coupon", SHANGHAI));
        assertThat(calls.reason(in, "coupon")).isEqualTo("assigned");
        assertThat(calls.reason(out, "coupon")).isEqualTo("not_in_audience");
    }

    @Test
    void aWithdrawalHoldsAtTheNextCall() {
        String member = calls.member();
        calls.running(definition("coupon", "").replace("\"service\"", "\"" + MARKETING + "\""));
        assertThat(calls.reason(member, "coupon")).isEqualTo("no_consent");
        allow(member, MARKETING, "");
        assertThat(calls.reason(member, "coupon")).isEqualTo("assigned");
        calls.owner()
                .delete("/v1/members/" + member + "/consents/" + MARKETING)
                .then()
                .statusCode(200);
        calls.assign("member", member, "coupon")
                .statusCode(200)
                .body("assignments[0].reason", is("no_consent"))
                .body("assignments[0].default.coupon", is(0));
    }

    private void allow(String member, String purpose, String more) {
        String notice = calls.owner()
                .body("{\"purpose\":\"%s\",\"texts\":{\"en\":\"What for\"}%s}".formatted(purpose, more))
                .post("/v1/notices")
                .then()
                .statusCode(201)
                .path("id");
        calls.owner()
                .body("[{\"purpose\":\"%s\",\"action\":\"given\",\"noticeVersionId\":\"%s\"}]"
                        .formatted(purpose, notice))
                .post("/v1/members/" + member + "/consents")
                .then()
                .statusCode(200);
    }

    @Test
    void aCallThatAsksForItHandsNothingOn() {
        String member = calls.member();
        allow(member, "share.partner", ",\"recipients\":[\"Partner\"]");
        calls.running(definition("partner", "").replace("\"service\"", "\"share.partner\""));
        String asked = "{\"unit\":{\"kind\":\"member\",\"id\":\"%s\"},\"experiments\":[\"partner\"]}".formatted(member);
        calls.owner()
                .header("Sec-GPC", "1")
                .body(asked)
                .post(PATH + "/assign")
                .then()
                .statusCode(200)
                .body("assignments[0].reason", is("no_consent"))
                .body("assignments[0].default.coupon", is(0));
        assertThat(calls.reason(member, "partner")).isEqualTo("assigned");
    }

    @Test
    void testersTryWhatNobodySeesYet() {
        String tester = calls.member();
        String id = calls.draft(definition("coupon", SHANGHAI)
                .replace("\"key\":\"b\",", "\"key\":\"b\",\"testers\":[\"" + tester + "\"],"));
        calls.assign("member", tester, "coupon")
                .body("assignments[0].variant", is("b"))
                .body("assignments[0].payload.coupon", is(500))
                .body("assignments[0].reason", is("forced"));
        assertThat(calls.reason(calls.member(), "coupon")).isEqualTo("not_running");
        calls.step(id, "start").statusCode(200);
        assertThat(calls.reason(tester, "coupon")).isEqualTo("forced");
    }

    @Test
    void severalUnitsAtOnce() {
        calls.running(definition("coupon", ""));
        List<String> members = members(3);
        String nobody = UUID.randomUUID().toString();
        String units = Stream.concat(members.stream(), Stream.of(nobody))
                .map("{\"kind\":\"member\",\"id\":\"%s\"}"::formatted)
                .collect(joining(","));
        calls.owner()
                .body("{\"units\":[" + units + "],\"experiments\":[\"coupon\"]}")
                .post(PATH + "/assign")
                .then()
                .statusCode(200)
                .body("assignments.unit.id", contains(members.get(0), members.get(1), members.get(2), nobody))
                .body("assignments[3].reason", is("unknown_unit"));
        calls.assign("member", nobody, "coupon").statusCode(404);
        calls.assign("device", "nobody-s", "coupon").statusCode(404);
        calls.assign("store", "nowhere", "coupon").statusCode(422);
    }

    @Test
    void anAppNeedsTheGrantOfThePurpose() {
        String member = calls.member();
        calls.running(definition("ads", "").replace("\"service\"", "\"" + MARKETING + "\""));
        calls.running(definition("help", ""));
        calls.owner()
                .body("{\"name\":\"Shop\",\"scopes\":[\"experiments:assign\"],\"purposes\":[\"service\"]}")
                .post("/v1/apps")
                .then()
                .statusCode(202);
        calls.tenant().keycloakHasFollowed();
        String app = calls.tenant().app("experiments:assign");
        String unit = "{\"unit\":{\"kind\":\"member\",\"id\":\"" + member + "\"}%s}";
        as(app).body(unit.formatted(",\"experiments\":[\"ads\"]"))
                .post(PATH + "/assign")
                .then()
                .statusCode(403)
                .body("code", is("purpose_forbidden"));
        as(app).body(unit.formatted(""))
                .post(PATH + "/assign")
                .then()
                .statusCode(200)
                .body("assignments.experiment", contains("help"));
        as(app).body(unit.formatted(",\"experiments\":[\"help\"],\"purpose\":\"analytics\""))
                .post(PATH + "/assign")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/experiments/0"));
    }

    @Test
    void aShopperIsToldOfHisOwn() {
        calls.member("{\"kind\":\"device\",\"value\":\"phone-1\"},{\"kind\":\"card\",\"value\":\"ME-1\"}", "");
        calls.running(definition("people", ""));
        calls.running(definition("devices", "\"unit\":\"device\""));
        as(session(calls.tenant(), "device", "phone-1"))
                .get("/v1/me/assignments")
                .then()
                .statusCode(200)
                .body("assignments.experiment", contains("devices"));
        List<String> told = as(session(calls.tenant(), "card", "ME-1"))
                .get("/v1/me/assignments")
                .then()
                .statusCode(200)
                .path("assignments.experiment");
        assertThat(told).containsExactlyInAnyOrder("people", "devices");
        as(calls.tenant().staff("owner")).get("/v1/me/assignments").then().statusCode(401);
    }

    @Test
    void storesAreDrawnAtTheStart() {
        String stores = Stream.of("S-1", "S-2", "S-3", "S-4")
                .map("{\"code\":\"%s\",\"name\":\"Shop\"}"::formatted)
                .collect(joining(","));
        calls.owner().body("[" + stores + "]").post("/v1/stores").then().statusCode(200);
        for (String draw : List.of("matched", "stratified", "random")) {
            String key = "pilot-" + draw;
            String id = calls.draft(definition(key, "\"unit\":\"store\",\"stores\":{\"draw\":\"" + draw + "\"}"));
            calls.assign("store", "S-1", key).body("assignments[0].reason", is("not_running"));
            calls.owner().get(PATH + "/" + id + "/stores").then().body("items", empty());
            calls.step(id, "start").statusCode(200);
            List<String> variants = calls.owner()
                    .get(PATH + "/" + id + "/stores")
                    .then()
                    .statusCode(200)
                    .body("items.store", contains("S-1", "S-2", "S-3", "S-4"))
                    .path("items.variant");
            assertThat(variants).containsExactlyInAnyOrder("a", "a", "b", "b");
            calls.assign("store", "S-3", key).body("assignments[0].variant", is(variants.get(2)));
        }
    }

    @Test
    void moreWeightMovesOnlyWhoHasSeenNothing() {
        String id = calls.running(definition("coupon", ""));
        List<String> shown = List.of("W-1", "W-2", "W-3", "W-4");
        Map<String, String> before = new HashMap<>();
        for (String card : shown) {
            String member = calls.member("{\"kind\":\"card\",\"value\":\"" + card + "\"}", "");
            before.put(member, calls.outcome(member, "coupon"));
            calls.expose(card, "coupon", before.get(member));
        }
        calls.replace(id, definition("coupon", "").replace(variants(1, 1), variants(1, 9_999)))
                .statusCode(200);
        assertThat(outcomes(List.copyOf(before.keySet()), "coupon")).isEqualTo(before);
        assertThat(before.keySet())
                .allMatch(member -> calls.reason(member, "coupon").equals("sticky"));
    }
}
