package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments in the rules of others: what they mean, who may ask, and what cannot be made of them. */
@QuarkusTest
class NestedSegmentTest extends ApiTest {
    private static final String BUYERS = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":1}";
    private static final String EMAIL = "{\"type\":\"attribute\",\"attribute\":\"email\",\"op\":\"missing\"}";
    private static final String EVERYBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";

    private TestTenant tenant;
    private String owner;
    private String buyer;
    private String other;

    @BeforeEach
    void aBuyerAndAnother() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        buyer = member("N-1");
        other = member("N-2");
        as(tenant.app("events:write")).body("""
                        {"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"2026-01-01T08:26:00Z",
                         "member":{"kind":"card","value":"N-1"},"amount":{"amount":100,"currency":"CNY"}}""").post("/v1/events").then().statusCode(200);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
                .post("/v1/members")
                .path("id");
    }

    private Response create(String token, String key, String kind, String rule) {
        return as(token)
                .body("{\"key\":\"%s\",\"name\":\"The %s\",\"purpose\":\"%s\",\"kind\":\"%s\",\"rule\":%s}"
                        .formatted(key, key, tenant.purpose("marketing"), kind, rule))
                .post("/v1/segments")
                .then();
    }

    private String created(String key, String kind, String rule) {
        return create(owner, key, kind, rule).statusCode(201).extract().path("id");
    }

    private Response update(String id, String rule) {
        return as(owner)
                .contentType("application/merge-patch+json")
                .body("{\"rule\":" + rule + "}")
                .patch("/v1/segments/" + id)
                .then();
    }

    private List<String> members(String id) {
        return as(owner).get("/v1/segments/" + id + "/members").path("items.id");
    }

    private static String in(String segment) {
        return "{\"type\":\"segment\",\"segment\":\"" + segment + "\"}";
    }

    private static String not(String rule) {
        return "{\"type\":\"not\",\"of\":" + rule + "}";
    }

    @Test
    void aSegmentIsNamedByKeyOrIdAndFollowedThroughItsChanges() {
        String buyers = created("buyers", "dynamic", BUYERS);
        String others = created("others", "dynamic", not(in("buyers")));
        String again = created("again", "dynamic", not(in(others)));
        assertThat(members(others)).containsExactly(other);
        assertThat(members(again)).containsExactly(buyer);
        update(buyers, EVERYBODY).statusCode(200);
        Poll.until(
                "the segment that names it",
                Duration.ofMinutes(1),
                () -> members(others).isEmpty());
        as(owner)
                .get("/v1/segments/" + others)
                .then()
                .body(
                        "description.en",
                        is("Members for whom it does not hold that the segment “The buyers” has them."));
        as(owner)
                .get("/v1/segments/" + again + "/members/" + buyer + "/explain")
                .then()
                .statusCode(200)
                .body("matched", is(true))
                .body("tree.of.type", contains("segment"))
                .body("tree.of[0].of[0].type", is("not"))
                .body("tree.of[0].of[0].of[0].of[0].observed", is(1));
    }

    @Test
    void aFrozenOneKeepsWhomItKeeps() {
        created("buyers", "frozen", BUYERS);
        String others = created("others", "dynamic", not(in("buyers")));
        as(tenant.app("events:write")).body("""
                        {"type":"order.paid","source":"pos","sourceId":"2","occurredAt":"2026-01-01T08:26:00Z",
                         "member":{"kind":"card","value":"N-2"},"amount":{"amount":100,"currency":"CNY"}}""").post("/v1/events").then().statusCode(200);
        assertThat(members(others)).containsExactly(other);
    }

    @Test
    void noSegmentIsInItself() {
        String one = created("one", "dynamic", BUYERS);
        String two = created("two", "dynamic", in("one"));
        created("three", "dynamic", not(in("two")));
        update(one, in("one"))
                .statusCode(422)
                .body("errors.detail", contains("must not name a segment that would be in itself"));
        update(one, in(two))
                .statusCode(422)
                .body("errors.detail", contains("names a segment with a rule that is not valid here"));
        update(one, "{\"type\":\"all\",\"of\":[" + BUYERS + "," + in("three") + "]}")
                .statusCode(422)
                .body("errors.pointer", contains("/rule/of/1/segment"));
        update(one, EVERYBODY).statusCode(200);
        create(owner, "four", "dynamic", in("five")).statusCode(422).body("errors.pointer", contains("/rule/segment"));
    }

    @Test
    void aChainIsNoDeeperThanARule() {
        created("s0", "dynamic", BUYERS);
        for (int i = 1; i < 8; i++) {
            created("s" + i, "dynamic", not(in("s" + (i - 1))));
        }
        create(owner, "s8", "dynamic", not(in("s7")))
                .statusCode(422)
                .body("errors.pointer", contains("/rule/of/segment"));
    }

    @Test
    void whatIsNamedStays() {
        String one = created("one", "dynamic", BUYERS);
        String two = created("two", "dynamic", in("one"));
        as(owner).delete("/v1/segments/" + one).then().statusCode(409).body("code", is("conflict"));
        as(owner).delete("/v1/segments/" + two).then().statusCode(204);
        as(owner).delete("/v1/segments/" + one).then().statusCode(204);
    }

    private Response infer(String rule) {
        return as(owner)
                .body("{\"rule\":" + rule + ",\"value\":\"tea\",\"confidence\":0.5,\"purpose\":\"service\"}")
                .post("/v1/attributes/likes/inferences")
                .then();
    }

    @Test
    void anInferenceAsksAboutWhatItWritesInNoRuleThatItNames() {
        as(owner)
                .body("{\"key\":\"likes\",\"name\":{\"en\":\"Likes\"},\"type\":\"string\"}")
                .post("/v1/attributes")
                .then()
                .statusCode(201);
        created("likers", "dynamic", "{\"type\":\"attribute\",\"attribute\":\"likes\",\"op\":\"exists\"}");
        String buyers = created("buyers", "dynamic", BUYERS);
        infer(not(in("likers"))).statusCode(422).body("errors.pointer", contains("/rule"));
        infer(in("buyers")).statusCode(201);
        as(owner).delete("/v1/segments/" + buyers).then().statusCode(409);
    }

    @Test
    void whoMayNotAskWhatTheNamedOneAsksMayNotNameIt() {
        String reachable = created("reachable", "dynamic", EMAIL);
        String named = created("named", "dynamic", not(in("reachable")));
        String marketing = tenant.staff("marketing");
        create(marketing, "mine", "dynamic", in("reachable"))
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/rule/segment"));
        as(marketing).get("/v1/segments/" + named).then().statusCode(404);
        as(marketing)
                .get("/v1/segments/" + named + "/members/" + buyer + "/explain")
                .then()
                .statusCode(404);
        as(marketing)
                .body("{\"rule\":" + not(in(reachable)) + ",\"purpose\":\"" + tenant.purpose("marketing") + "\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(403);
    }

    /** Ninety-eight counts of events, twelve deep: it is answered; what is larger is refused. */
    @Test
    void aLargeRuleIsAnsweredOrRefused() {
        String many = ("," + BUYERS).repeat(86).substring(1);
        String deep = "{\"type\":\"any\",\"of\":[" + many + "," + "{\"type\":\"not\",\"of\":".repeat(11) + BUYERS
                + "}".repeat(11) + "]}";
        as(owner)
                .body("{\"rule\":" + deep + ",\"purpose\":\"service\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .body("count", is(2));
        String more = "{\"type\":\"any\",\"of\":[" + ("," + BUYERS).repeat(199).substring(1) + "]}";
        as(owner)
                .body("{\"rule\":" + more + ",\"purpose\":\"service\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(422)
                .body("errors.detail", contains(startsWith("must have at most 100 nodes")));
    }
}
