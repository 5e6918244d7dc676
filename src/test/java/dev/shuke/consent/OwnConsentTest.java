package dev.shuke.consent;

import static dev.shuke.consent.ConsentCalls.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A shopper says yes and no for himself, in one call each. */
@QuarkusTest
class OwnConsentTest extends ApiTest {
    private static final String MARKETING = "marketing.personalised";
    private static final String CONSENTS = "/v1/me/consents";
    private static final String NOTICES = "/v1/me/notices";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String notice = calls.notice(MARKETING);
    private final String me = session(calls.tenant(), "card", "C-1001");

    private Response own() {
        return as(me).get(CONSENTS).then().statusCode(200);
    }

    private Response say(String item) {
        return as(me).body("[" + item + "]").post(CONSENTS).then();
    }

    private Response asked() {
        return as(me).get(NOTICES).then().statusCode(200);
    }

    private Response serve(String version) {
        return as(me).body("{\"versions\":[\"%s\"],\"locale\":\"zh-CN\",\"collectionPoint\":\"welcome\"}"
                        .formatted(version))
                .post(NOTICES)
                .then();
    }

    @Test
    void withdrawingIsOneCallAsGivingIs() {
        own().body("items.findAll { it.purpose == 'marketing.personalised' }.state", contains("not_asked"));
        say(given(MARKETING, notice)).statusCode(200).body("receipts[0].jws", notNullValue());
        own().body("items.findAll { it.state == 'given' }.purpose", contains(MARKETING));
        as(me).delete(CONSENTS + "/" + MARKETING)
                .then()
                .statusCode(200)
                .body("states[0].state", is("withdrawn"))
                .body("receipts[0].action", is("withdrawn"));
        own().body("items.findAll { it.state == 'given' }.purpose", empty());
        as(me).delete(CONSENTS + "/service").then().statusCode(404);
        as(me).delete(CONSENTS + "/unheard.of").then().statusCode(404);
    }

    @Test
    void saysOnlyWhatAMemberCanSayAndOnlyNow() {
        say("{\"purpose\":\"analytics\",\"action\":\"expired\"}").statusCode(422);
        say("{\"purpose\":\"analytics\",\"action\":\"refused\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(422);
        say("{\"purpose\":\"analytics\",\"action\":\"given\",\"evidence\":\"" + "ab".repeat(32) + "\"}")
                .statusCode(422);
    }

    @Test
    void whoHasRefusedIsLeftAloneForAWhile() {
        asked().body("required.purpose", contains("service"))
                .body("optional.purpose", contains(MARKETING))
                .body("optional.ask", contains("yes"))
                .body("optional[0].versionId", is(notice));
        serve(notice).statusCode(204);
        say("{\"purpose\":\"marketing.personalised\",\"action\":\"refused\"}").statusCode(200);
        asked().body("optional.ask", contains("later")).body("optional[0].askAgainAt", notNullValue());
        serve(notice)
                .statusCode(409)
                .body("code", is("asked_too_soon"))
                .body("errors.pointer", contains("/versions/0"));
        say(given(MARKETING, notice)).statusCode(200);
        asked().body("optional.ask", contains("no"));
    }

    @Test
    void whoHasAgreedIsAskedAgainWhenTheNoticeChangesInSubstance() {
        say(given(MARKETING, notice)).statusCode(200);
        calls.notice(MARKETING);
        asked().body("optional.ask", contains("no"));
        String material = calls.notice(MARKETING, true);
        asked().body("optional.ask", contains("again")).body("optional.versionId", contains(material));
        own().body("items.findAll { it.state == 'given' }.purpose", contains(MARKETING));
        serve(notice).statusCode(422);
        say(given(MARKETING, material)).statusCode(200);
        asked().body("optional.ask", contains("no"));
    }

    @Test
    void aDeviceIsToldNothingAndSaysNothing() {
        String device = session(calls.tenant(), "device", "D-1");
        as(device).get(CONSENTS).then().statusCode(403);
        as(device).get(NOTICES).then().statusCode(403);
        as(device)
                .body("[{\"purpose\":\"analytics\",\"action\":\"refused\"}]")
                .post(CONSENTS)
                .then()
                .statusCode(403);
        as(calls.tenant().staff("owner")).get(CONSENTS).then().statusCode(401);
    }

    @Test
    void aBrowserThatAsksForItIsNotShared() {
        String share = calls.notice("share.partner");
        say(given("share.partner", share)).statusCode(200);
        own().body("items.findAll { it.purpose == 'share.partner' }.allowed", contains(true));
        as(me).header("Sec-GPC", "1")
                .get(CONSENTS)
                .then()
                .body("items.findAll { it.purpose == 'share.partner' }.allowed", contains(false));
    }
}
