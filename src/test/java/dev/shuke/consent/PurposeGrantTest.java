package dev.shuke.consent;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A role or an app uses data for the purposes that it was granted, and for no other. */
@QuarkusTest
class PurposeGrantTest extends ApiTest {
    private static final String EVERYBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

    private Response preview(String token, String purpose) {
        return as(token)
                .body("{\"rule\":%s,\"purpose\":\"%s\"}".formatted(EVERYBODY, purpose))
                .post("/v1/segments/preview")
                .then();
    }

    @ParameterizedTest
    @CsvSource({
        "owner, share.partner, 200",
        "admin, marketing.personalised, 200",
        "owner, service, 200",
        "marketing, service, 403",
        "marketing, marketing.personalised, 200",
        "marketing, marketing.channel.sms, 200",
        "marketing, analytics, 403",
        "marketing, share.partner, 403",
        "analyst, service, 403",
        "analyst, analytics, 200",
        "analyst, marketing.personalised, 403"
    })
    void aRoleUsesItsPurposes(String role, String purpose, int status) {
        Response answer = preview(calls.tenant().staff(role), purpose).statusCode(status);
        if (status == 403) {
            answer.body("code", is("purpose_forbidden"));
        }
    }

    @Test
    void anAppUsesThoseInItsSettings() {
        String token = calls.tenant().app("segments:preview", "segments:read");
        preview(token, "marketing.personalised").statusCode(403);
        preview(token, "service").statusCode(403).body("code", is("purpose_forbidden"));
        calls.owner()
                .body("{\"name\":\"Ads\",\"scopes\":[\"segments:read\"],\"purposes\":[\"marketing.personalised\"]}")
                .post("/v1/apps");
        calls.tenant().keycloakHasFollowed();
        preview(token, "marketing.personalised").statusCode(200);
        preview(token, "service").statusCode(403);
        preview(token, "share.partner").statusCode(403).body("code", is("purpose_forbidden"));
    }

    /** A list of all is no service to one of them. */
    @Test
    void aListHasThoseWhomTheCallersPurposeAdmits() {
        String yes = calls.member();
        calls.give(yes, "marketing.personalised", calls.notice("marketing.personalised"));
        String silent = calls.member();
        String marketing = calls.tenant().staff("marketing");
        calls.owner().get("/v1/members").then().body("items.id", contains(yes, silent));
        calls.owner()
                .header("X-Purpose", "marketing.personalised")
                .get("/v1/members")
                .then()
                .body("items.id", contains(yes));
        as(marketing).get("/v1/members").then().statusCode(200).body("items.id", contains(yes));
        as(marketing).get("/v1/members/" + silent).then().statusCode(200);
        as(marketing)
                .header("X-Purpose", "service")
                .get("/v1/members")
                .then()
                .statusCode(403)
                .body("code", is("purpose_forbidden"));
        calls.withdraw(yes, "marketing.personalised").statusCode(200);
        as(marketing).get("/v1/members").then().statusCode(200).body("items", empty());
    }

    @Test
    void whatUsesASegmentIsHeldToItsPurpose() {
        String segment = calls.owner()
                .body("""
                    {"key":"shared","name":"S","purpose":"share.partner","kind":"dynamic","rule":%s}\
                    """.formatted(EVERYBODY))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
        calls.owner().get("/v1/segments/" + segment + "/members").then().statusCode(200);
        String marketing = calls.tenant().staff("marketing");
        for (String of : List.of("", "/members", "/history", "/count", "/counts")) {
            as(marketing)
                    .get("/v1/segments/" + segment + of)
                    .then()
                    .statusCode(403)
                    .body("code", is("purpose_forbidden"));
        }
        as(marketing).get("/v1/segments").then().statusCode(200).body("items", empty());
        as(marketing)
                .body("{\"segments\":[\"%1$s\",\"%1$s\"]}".formatted(segment))
                .post("/v1/segments/overlap")
                .then()
                .statusCode(403);
    }

    /** Whoever answers for privacy sees who is used for what, whatever it is. */
    @Test
    void privacyMayAskAboutAnyPurpose() {
        as(calls.tenant().staff("privacy"))
                .body("{\"purpose\":\"share.partner\",\"members\":[\"%s\"]}".formatted(calls.member()))
                .post("/v1/consents/check")
                .then()
                .statusCode(200)
                .body("items.allowed", contains(false));
    }

    /** What is asked for in counts that tell of nobody needs no consent of anybody. */
    @Test
    void crowdsAreCountedWithoutConsents() {
        calls.tenant().sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, 20) where %T
                  returning tenant_id, id
                )
                insert into member_metric (tenant_id, member_id) select tenant_id, id from made""");
        preview(calls.tenant().staff("analyst"), "analytics").body("count", is(20));
        preview(calls.tenant().staff("owner"), "analytics").body("count", is(0));
    }

    /** To read one member is to serve him; to name a purpose is to have to be granted it. */
    @Test
    void aReadingOfOneMemberMayNameAPurpose() {
        String member = "/v1/members/" + calls.member();
        String marketing = calls.tenant().staff("marketing");
        as(marketing).get(member).then().statusCode(200);
        as(marketing).header("X-Purpose", "service").get(member).then().statusCode(200);
        for (String path : List.of(member, member + "/timeline")) {
            as(marketing).header("X-Purpose", "analytics").get(path).then().statusCode(403);
            as(marketing)
                    .header("X-Purpose", "marketing.personalised")
                    .get(path)
                    .then()
                    .statusCode(404);
            as(marketing)
                    .header("X-Purpose", "No Purpose")
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("code", is("invalid_parameter"));
        }
        calls.give(member.substring(12), "marketing.personalised", calls.notice("marketing.personalised"));
        as(marketing)
                .header("X-Purpose", "marketing.personalised")
                .get(member + "?include=tags")
                .then()
                .statusCode(200);
    }

    @Test
    void aListOfMembersIsForAPurpose() {
        String marketing = calls.tenant().staff("marketing");
        as(marketing).get("/v1/replenishments").then().statusCode(403).body("code", is("purpose_forbidden"));
        as(marketing)
                .header("X-Purpose", "marketing.personalised")
                .get("/v1/replenishments")
                .then()
                .statusCode(200);
    }
}
