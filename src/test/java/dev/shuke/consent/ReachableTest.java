package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who refuses to be chosen by his profile gets what everybody gets, and not silence. */
@QuarkusTest
class ReachableTest extends ApiTest {
    private static final String PERSONALISED = "marketing.personalised";
    private static final String SMS = "marketing.channel.sms";
    private static final String NOBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":5}";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String byText = calls.notice(SMS);
    private final String allows = calls.member();
    private final String refuses = calls.member();
    private final String objects = calls.member();
    private final String restricted = calls.member();
    private final String silent = calls.member();

    @BeforeEach
    void theyAnswer() {
        calls.give(allows, PERSONALISED, calls.notice(PERSONALISED));
        calls.record(refuses, "{\"purpose\":\"" + PERSONALISED + "\",\"action\":\"refused\"}")
                .statusCode(200);
        for (String reachable : List.of(allows, refuses, objects, restricted)) {
            calls.give(reachable, SMS, byText);
        }
        mark("objects", objects);
        mark("restricted", restricted);
    }

    private void mark(String how, String member) {
        calls.tenant().sql("update member_metric set " + how + " = true where %T and member_id = '" + member + "'");
    }

    private Response preview(String purpose, String more) {
        return calls.owner()
                .body("{\"rule\":%s,\"purpose\":\"%s\"%s}".formatted(NOBODY, purpose, more))
                .post("/v1/segments/preview")
                .then()
                .statusCode(200);
    }

    private Response segment(String key, String purpose, String kind, String more) {
        return calls.owner()
                .body("{\"key\":\"%s\",\"name\":\"S\",\"purpose\":\"%s\",\"kind\":\"%s\",\"rule\":%s%s}"
                        .formatted(key, purpose, kind, NOBODY, more))
                .post("/v1/segments")
                .then();
    }

    @Test
    void aPreviewIsOfEverybodyWhoCanBeReached() {
        preview(SMS, "").body("count", is(0));
        preview(SMS, ",\"personalised\":true").body("count", is(0));
        preview(SMS, ",\"personalised\":false").body("sample", containsInAnyOrder(allows, refuses, objects));
        preview("marketing.channel.email", ",\"personalised\":false").body("count", is(0));
        preview("service", ",\"personalised\":false").body("count", is(4));
    }

    /** It is itself about the profile: through which channel he can be reached does not matter. */
    @Test
    void ofPersonalisedMarketingEverybodyIsReachedWhomAChannelReaches() {
        everyDayAnew("marketing.channel.wechat");
        everyDayAnew("marketing.channel.email");
        givenYesterday(silent, "marketing.channel.email");
        preview(PERSONALISED, ",\"personalised\":false").body("sample", containsInAnyOrder(allows, refuses, objects));
        calls.give(silent, "marketing.channel.wechat", calls.notice("marketing.channel.wechat"));
        preview(PERSONALISED, ",\"personalised\":false")
                .body("sample", containsInAnyOrder(allows, refuses, objects, silent));
        calls.withdraw(allows, SMS).statusCode(200);
        preview(PERSONALISED, ",\"personalised\":false").body("sample", containsInAnyOrder(refuses, objects, silent));
    }

    private void everyDayAnew(String purpose) {
        calls.owner()
                .body("{\"name\":{\"en\":\"P\"},\"validDays\":1}")
                .put("/v1/purposes/" + purpose)
                .then()
                .statusCode(200);
    }

    private void givenYesterday(String member, String purpose) {
        calls.record(
                        member,
                        "{\"purpose\":\"%s\",\"action\":\"given\",\"evidence\":\"%s\",\"occurredAt\":\"%s\"}"
                                .formatted(
                                        purpose, "ab".repeat(32), Instant.now().minus(2, ChronoUnit.DAYS)))
                .statusCode(200)
                .body("states[0].state", is("expired"));
    }

    @Test
    void aSegmentCanBeOfThem() {
        String id = segment("all", SMS, "dynamic", ",\"personalised\":false")
                .statusCode(201)
                .body("personalised", is(false))
                .body("membership", nullValue())
                .path("id");
        String path = "/v1/segments/" + id;
        calls.owner().get(path + "/members").then().body("items.id", containsInAnyOrder(allows, refuses, objects));
        calls.owner().get(path + "/count").then().body("members", is(3));
        String few = segment("few", SMS, "dynamic", "").statusCode(201).path("id");
        calls.owner()
                .body("{\"segments\":[\"%s\",\"%s\"]}".formatted(id, few))
                .post("/v1/segments/overlap")
                .then()
                .statusCode(200)
                .body("members", is(List.of(List.of(3, 0), List.of(0, 0))));
        explain(path, objects, true, "objected");
        explain(path, silent, false, "missing");
        explain(path, restricted, false, "restricted");
        assertThat(exported("{\"kind\":\"members\",\"purpose\":\"%s\",\"segment\":{\"id\":\"%s\"}}".formatted(SMS, id)))
                .containsExactlyInAnyOrder(allows, refuses, objects);
        calls.withdraw(refuses, SMS).statusCode(200);
        calls.owner().get(path + "/members").then().body("items.id", containsInAnyOrder(allows, objects));
        segment("kept", SMS, "frozen", ",\"personalised\":false")
                .statusCode(422)
                .body("errors.pointer", contains("/kind"));
        calls.owner()
                .body("{\"rule\":{\"type\":\"segment\",\"segment\":\"all\"},\"purpose\":\"%s\"}".formatted(SMS))
                .post("/v1/segments/preview")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rule/segment"));
    }

    private void explain(String segment, String member, boolean matched, String state) {
        calls.owner()
                .get(segment + "/members/" + member + "/explain")
                .then()
                .statusCode(200)
                .body("matched", is(matched))
                .body("consent.matched", is(matched))
                .body("consent.state", is(state))
                .body("tree", nullValue());
    }

    @Test
    void anExportCanBeOfThemInTheSegmentsStead() {
        String id = segment("few", SMS, "dynamic", "").statusCode(201).path("id");
        String of = "{\"kind\":\"members\",\"purpose\":\"%s\",\"segment\":{\"id\":\"" + id + "\"}%s}";
        assertThat(exported(of.formatted(SMS, ""))).isEmpty();
        assertThat(exported(of.formatted(SMS, ",\"personalised\":false")))
                .containsExactlyInAnyOrder(allows, refuses, objects);
        calls.owner()
                .body(of.formatted(PERSONALISED, ""))
                .post("/v1/exports")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/purpose"));
        assertThat(exported("{\"kind\":\"members\",\"purpose\":\"" + PERSONALISED + "\",\"personalised\":false}"))
                .containsExactlyInAnyOrder(allows, refuses, objects);
        assertThat(exported("{\"kind\":\"members\",\"purpose\":\"" + PERSONALISED + "\"}"))
                .containsExactly(allows);
    }

    private List<String> exported(String body) {
        String id = calls.owner()
                .body(body)
                .post("/v1/exports")
                .then()
                .statusCode(202)
                .path("id");
        Poll.until(
                "the export",
                Duration.ofSeconds(60),
                () -> "succeeded".equals(calls.owner().get("/v1/jobs/" + id).path("state")));
        return calls.owner()
                .get("/v1/exports/" + id + "/file")
                .then()
                .statusCode(200)
                .asString()
                .lines()
                .map(line -> JsonPath.from(line).getString("id"))
                .toList();
    }

    @Test
    void aCallThatRefusesSharingSharesNothing() {
        calls.give(allows, "share.partner", calls.notice("share.partner"));
        String all = "{\"rule\":%s,\"purpose\":\"share.partner\"}".formatted(NOBODY.replace("5", "0"));
        calls.owner().body(all).post("/v1/segments/preview").then().body("sample", contains(allows));
        calls.owner()
                .header("Sec-GPC", "1")
                .body(all)
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .body("count", is(0))
                .body("sample", empty());
        calls.owner()
                .header("Sec-GPC", "1")
                .body("{\"kind\":\"members\",\"purpose\":\"share.partner\"}")
                .post("/v1/exports")
                .then()
                .statusCode(403)
                .body("code", is("purpose_forbidden"));
        calls.owner()
                .header("Sec-GPC", "1")
                .body(all.replace("share.partner", "service"))
                .post("/v1/segments/preview")
                .then()
                .body("count", is(3));
    }

    /** Every word that an explanation has for how a member stands to a purpose. */
    @Test
    void anExplanationTellsHowTheMemberStandsToThePurpose() {
        String path = "/v1/segments/"
                + segment("chosen", PERSONALISED, "dynamic", "").statusCode(201).path("id");
        state(path, allows, "given");
        state(path, refuses, "refused");
        state(path, objects, "objected");
        state(path, restricted, "restricted");
        state(path, silent, "missing");
        calls.withdraw(allows, PERSONALISED).statusCode(200);
        state(path, allows, "withdrawn");
        everyDayAnew(PERSONALISED);
        givenYesterday(silent, PERSONALISED);
        state(path, silent, "expired");
        String served = "/v1/segments/"
                + segment("served", "service", "dynamic", "").statusCode(201).path("id");
        state(served, allows, "not_required");
    }

    private void state(String segment, String member, String state) {
        calls.owner()
                .get(segment + "/members/" + member + "/explain")
                .then()
                .statusCode(200)
                .body("consent.state", is(state))
                .body("consent.matched", is(List.of("given", "not_required").contains(state)));
    }
}
