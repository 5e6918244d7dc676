package dev.shuke.consent;

import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
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
        "marketing, marketing.personalised, 200",
        "marketing, marketing.channel.sms, 200",
        "marketing, analytics, 403",
        "marketing, share.partner, 403",
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
        calls.owner()
                .body("{\"name\":\"Ads\",\"scopes\":[\"segments:read\"],\"purposes\":[\"marketing.personalised\"]}")
                .post("/v1/apps");
        calls.tenant().keycloakHasFollowed();
        preview(token, "marketing.personalised").statusCode(200);
        preview(token, "share.partner").statusCode(403).body("code", is("purpose_forbidden"));
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
        as(calls.tenant().staff("marketing"))
                .get("/v1/segments/" + segment + "/members")
                .then()
                .statusCode(403);
    }
}
