package dev.shuke.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is declared to be for a purpose comes in of those alone who allow it, by whichever door. */
@QuarkusTest
class CollectionRuleTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String HOME = "attribute/homeLocation";
    private static final String VISITED = "event/store.visited";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private ApiCall owner() {
        return as(tenant.staff("owner"));
    }

    private void declare(String what, String rule) {
        owner().body(rule).put("/v1/collection-rules/" + what).then().statusCode(201);
    }

    private Response upsert(String card, String attributes) {
        return owner().body(member(card, attributes)).post("/v1/members").then();
    }

    private static String member(String card, String attributes) {
        return "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}],\"attributes\":{%s}}"
                .formatted(card, attributes);
    }

    private String known(String card) {
        return upsert(card, "").statusCode(201).path("id");
    }

    private void say(String member, String purpose, String action) {
        owner().body("""
                [{"purpose":"%s","action":"%s","evidence":"%s"}]""".formatted(purpose, action, "ab".repeat(32)))
                .post("/v1/members/" + member + "/consents")
                .then()
                .statusCode(200);
    }

    private static String event(String type, String card, String id, String props) {
        return """
                {"type":"%s","source":"door","sourceId":"%s","occurredAt":"2026-01-01T00:00:00Z",
                 "member":{"kind":"card","value":"%s"},"props":{%s}}""".formatted(type, id, card, props);
    }

    private Response send(String body) {
        return owner().body(body).post("/v1/events").then();
    }

    private List<String> attributes(String member) {
        return tenant.sql("select attributes from member where %T and id = '" + member + "'");
    }

    @Test
    void anAttributeIsTakenOfWhoAllowsItAndAsLongAsHeDoes() {
        declare(HOME, "{\"purpose\":\"location\"}");
        upsert("C-1", "\"homeLocation\":\"Pudong\"")
                .statusCode(422)
                .body("code", is("consent_missing"))
                .body("errors.pointer", contains("/attributes/homeLocation"));
        assertThat(tenant.sql("select count(*) from member where %T")).containsExactly("0");
        String member = known("C-1");
        String path = "/v1/members/" + member;
        String home = "{\"attributes\":{\"homeLocation\":\"Pudong\",\"flavour\":\"taro\"}}";
        owner().body(home).patch(path).then().statusCode(422).body("code", is("consent_missing"));
        assertThat(attributes(member)).containsExactly("{}");
        say(member, "location", "given");
        owner().body(home).patch(path).then().statusCode(200).body("leftOut", nullValue());
        upsert("C-1", "\"homeLocation\":\"Puxi\"").statusCode(200).body("attributes.homeLocation", is("Puxi"));
        say(member, "location", "withdrawn");
        owner().body(home).patch(path).then().statusCode(422);
        owner().get(path).then().body("attributes.homeLocation", is("Puxi"));
        owner().body("{\"attributes\":{\"homeLocation\":null}}")
                .patch(path)
                .then()
                .statusCode(200);
        owner().get(path).then().body("attributes.homeLocation", nullValue());
    }

    @Test
    void whatIsStrippedIsToldAndTheRestIsWritten() {
        declare(HOME, "{\"purpose\":\"location\",\"otherwise\":\"strip\"}");
        String both = "\"homeLocation\":\"Pudong\",\"flavour\":\"taro\"";
        String member = upsert("C-1", both)
                .statusCode(201)
                .body("attributes.flavour", is("taro"))
                .body("attributes.homeLocation", nullValue())
                .body("leftOut.pointer", contains("/attributes/homeLocation"))
                .path("id");
        owner().body("{\"attributes\":{%s}}".formatted(both))
                .patch("/v1/members/" + member)
                .then()
                .statusCode(200)
                .body("leftOut.pointer", contains("/attributes/homeLocation"));
        assertThat(attributes(member).getFirst()).contains("taro").doesNotContain("Pudong");
        owner().get("/v1/members/" + member).then().body("leftOut", nullValue());
        String consenting = known("C-2");
        say(consenting, "location", "given");
        owner().body("[" + member("C-2", both) + "," + member("C-1", both) + "," + member("C-3", both) + "]")
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("created", is(1))
                .body("updated", is(2))
                .body("rejected", empty())
                .body("leftOut.index", contains(1, 2))
                .body("leftOut.code", contains("consent_missing", "consent_missing"));
        assertThat(tenant.sql("select count(*) from member where %T and attributes::text like '%Pudong%'"))
                .containsExactly("1");
    }

    @Test
    void aBatchIsRefusedRowByRow() {
        declare(HOME, "{\"purpose\":\"location\"}");
        String member = known("C-1");
        say(member, "location", "given");
        owner().body("[%s,%s,%s]"
                        .formatted(
                                member("C-1", "\"homeLocation\":\"Pudong\""),
                                member("C-2", "\"homeLocation\":\"Puxi\""),
                                member("C-3", "\"flavour\":\"taro\"")))
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("created", is(1))
                .body("updated", is(1))
                .body("rejected.index", contains(1))
                .body("rejected.code", contains("consent_missing"))
                .body("rejected[0].errors.pointer", contains("/attributes/homeLocation"))
                .body("leftOut", nullValue());
    }

    @Test
    void anEventIsTakenOfWhoAllowsItAndMakesNobodyElseAMember() {
        declare(VISITED, "{\"purpose\":\"location\"}");
        String member = known("C-1");
        String visit = event("store.visited", "C-1", "1", "");
        send(visit).statusCode(422).body("code", is("consent_missing")).body("errors.pointer", contains("/type"));
        say(member, "location", "given");
        send("[%s,%s,%s]"
                        .formatted(
                                visit, event("store.visited", "C-2", "2", ""), event("product.viewed", "C-3", "3", "")))
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected.index", contains(1))
                .body("rejected.code", contains("consent_missing"));
        assertThat(tenant.sql("select count(*) from member where %T")).containsExactly("2");
        say(member, "location", "withdrawn");
        send("[%s,%s]".formatted(visit, event("store.visited", "C-1", "4", "")))
                .body("duplicates", is(1))
                .body("rejected.index", contains(1));
        owner().delete("/v1/collection-rules/" + VISITED).then().statusCode(204);
        send("[" + event("store.visited", "C-1", "4", "") + "]").body("accepted", is(1));
    }

    @Test
    void ofAnEventTheNamedPropsAreLeftOutAndSendingItAgainIsNoConflict() {
        declare(VISITED, "{\"purpose\":\"location\",\"otherwise\":\"strip\",\"props\":[\"lat\",\"lng\"]}");
        known("C-1");
        String seen = event("store.visited", "C-1", "1", "\"lat\":31.2,\"lng\":121.5,\"minutes\":7");
        send("[%s,%s]".formatted(seen, event("store.visited", "C-1", "2", "\"minutes\":8")))
                .statusCode(200)
                .body("accepted", is(2))
                .body("rejected", empty())
                .body("leftOut.index", contains(0))
                .body("leftOut[0].errors.pointer", contains("/props/lat", "/props/lng"));
        assertThat(tenant.sql("select props from event where %T order by source_id"))
                .containsExactly("{\"minutes\": 7}", "{\"minutes\": 8}");
        send("[" + seen + "]").body("duplicates", is(1)).body("leftOut", nullValue());
        owner().body("{\"purpose\":\"location\",\"props\":[\"lat\"]}")
                .put("/v1/collection-rules/" + VISITED)
                .then()
                .statusCode(200);
        send("[%s,%s]"
                        .formatted(
                                event("store.visited", "C-1", "3", "\"lat\":1"),
                                event("store.visited", "C-1", "4", "\"minutes\":9")))
                .body("accepted", is(1))
                .body("rejected[0].errors.pointer", contains("/props/lat"));
        owner().body("{\"purpose\":\"location\",\"otherwise\":\"strip\"}")
                .put("/v1/collection-rules/" + VISITED)
                .then()
                .statusCode(200);
        send("[" + event("store.visited", "C-1", "5", "\"lat\":1") + "]")
                .body("accepted", is(1))
                .body("leftOut[0].errors.pointer", contains("/props"));
        assertThat(tenant.sql("select count(*) from event where %T and source_id = '5' and props is null"))
                .containsExactly("1");
    }

    @Test
    void aShopperWhoHasNotAgreedIsNotWatched() {
        declare("event/product.viewed", "{\"purpose\":\"marketing.personalised\"}");
        String me = session(tenant, "card", "C-1");
        String viewed = """
                [{"type":"product.viewed","sourceId":"%s","occurredAt":"2026-01-01T00:00:00Z"}]""";
        as(me).body(viewed.formatted("1"))
                .post("/v1/me/events")
                .then()
                .statusCode(200)
                .body("accepted", is(0))
                .body("rejected.code", contains("consent_missing"));
        String notice = owner().body("""
                {"purpose":"marketing.personalised","texts":{"en":"What it is for"}}""").post("/v1/notices").path("id");
        as(me).body("""
                [{"purpose":"marketing.personalised","action":"given","noticeVersionId":"%s"}]""".formatted(notice)).post("/v1/me/consents").then().statusCode(200);
        as(me).body(viewed.formatted("2")).post("/v1/me/events").then().body("accepted", is(1));
    }

    @Test
    void whatNeedsNoConsentIsTakenUnlessSomebodyObjects() {
        owner().body("{\"name\":{\"en\":\"Fraud\"},\"basis\":\"interest\"}")
                .put("/v1/purposes/fraud")
                .then()
                .statusCode(201);
        declare("attribute/device", "{\"purpose\":\"fraud\"}");
        String member = upsert("C-1", "\"device\":\"D\"").statusCode(201).path("id");
        say(member, "fraud", "refused");
        upsert("C-1", "\"device\":\"E\"").statusCode(422);
        upsert("C-2", "\"device\":\"E\"").statusCode(201);
        owner().body("{\"name\":{\"en\":\"Fraud\"},\"basis\":\"interest\",\"retired\":true}")
                .put("/v1/purposes/fraud")
                .then()
                .statusCode(200);
        upsert("C-2", "\"device\":\"F\"").statusCode(422);
    }

    @Test
    void aFileIsCountedRowByRow() {
        declare(HOME, "{\"purpose\":\"location\",\"otherwise\":\"strip\"}");
        declare("attribute/faceId", "{\"purpose\":\"biometric\"}");
        say(known("C-1"), "location", "given");
        String id = owner().contentType("text/csv")
                .body("""
                        identities.card,attributes.homeLocation,attributes.faceId
                        C-1,Pudong,
                        C-2,Puxi,
                        C-3,,F-3
                        """.getBytes(UTF_8))
                .post("/v1/imports?kind=members")
                .then()
                .statusCode(202)
                .path("id");
        Poll.until(
                "the import",
                SOON,
                () -> owner().get("/v1/jobs/" + id).<String>path("state").matches("succeeded|failed"));
        Response file = owner().get("/v1/imports/" + id)
                .then()
                .body("created", is(1))
                .body("updated", is(1))
                .body("leftOut", is(1))
                .body("rejected", is(1));
        assertThat(owner().get(file.<String>path("rejectedRows")).asString())
                .contains("4,consent_missing,\"/attributes/faceId is only taken for biometric");
    }

    @Test
    void rulesAreKeptByKindAndKey() {
        declare(HOME, "{\"purpose\":\"location\"}");
        declare(VISITED, "{\"purpose\":\"location\",\"props\":[\"lat\"]}");
        owner().get("/v1/collection-rules")
                .then()
                .statusCode(200)
                .body("items.kind", contains("attribute", "event"))
                .body("items.otherwise", contains("refuse", "refuse"));
        owner().get("/v1/collection-rules/" + VISITED).then().body("props", contains("lat"));
        for (String none : List.of("attribute/" + UUID.randomUUID(), "attribute/none", "shop/none", "event/No")) {
            owner().get("/v1/collection-rules/" + none).then().statusCode(404);
            owner().delete("/v1/collection-rules/" + none).then().statusCode(404);
        }
        owner().body("{\"purpose\":\"location\"}")
                .put("/v1/collection-rules/attribute/Not-one")
                .then()
                .statusCode(400);
        as(tenant.staff("marketing"))
                .body("{\"purpose\":\"location\"}")
                .put("/v1/collection-rules/" + HOME)
                .then()
                .statusCode(403);
    }
}
