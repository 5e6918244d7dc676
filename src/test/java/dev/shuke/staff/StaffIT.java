package dev.shuke.staff;

import static dev.shuke.tenant.FaultControl.steer;
import static dev.shuke.tenant.People.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Http;
import dev.shuke.localstack.Poll;
import dev.shuke.tenant.Browser;
import dev.shuke.tenant.People;
import dev.shuke.tenant.RealStack;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Staff in the real Keycloak: what they may do follows what the API was told of them. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class StaffIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @AfterEach
    void heal() {
        steer("/heal");
    }

    /** Makes the tenant. @return its owner's token */
    private static String open(String slug) {
        as(People.platformAdmin())
                .body(People.tenant(slug, "owner@" + slug + ".example"))
                .post("/v1/tenants")
                .then()
                .statusCode(201);
        return People.staff("owner@" + slug + ".example", "organization:" + slug);
    }

    private static Response invite(String token, String email, String... roles) {
        return as(token)
                .body(Map.of("email", email, "roles", List.of(roles)))
                .post("/v1/staff")
                .then();
    }

    private static Response patch(String token, String id, String role) {
        return as(token).body(Map.of("roles", List.of(role))).patch("/v1/staff/" + id);
    }

    /** A token of the very second of a change is refused: asks for another until it is taken or said to lack something. */
    private static String freshToken(String email, String slug) {
        String[] token = new String[1];
        Poll.until("a token from after the change", SOON, () -> {
            token[0] = People.staff(email, "organization:" + slug);
            return as(token[0]).get("/v1/stores").statusCode() != 401;
        });
        return token[0];
    }

    /** Whether Keycloak says so in a token. */
    private static boolean belongsTo(String slug, String email) {
        Http.Answer answer = People.signIn(email, "organization:" + slug);
        return answer.status() == 200
                && !as(answer.body().get("access_token").asText())
                        .get("/v1/stores")
                        .path("code")
                        .equals("tenant_required");
    }

    @Test
    void invitedChangedAndRemoved() {
        String owner = open("staffed");
        Response invited = invite(owner, "Mei@Staffed.example", "marketing")
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("email", equalTo("m***@staffed.example"))
                .body("status", equalTo("active"))
                .body("temporaryPassword", notNullValue());
        invite(owner, "mei@staffed.example", "marketing")
                .statusCode(200)
                .body("id", equalTo(invited.path("id")))
                .body("temporaryPassword", nullValue());
        Browser browser = new Browser();
        String marketer = browser.login(
                People.keycloak(), "openid organization", "mei@staffed.example", invited.path("temporaryPassword"));
        assertThat(browser.filled).last().isEqualTo("password-confirm+password-new");
        as(marketer).get("/v1/members").then().statusCode(200);
        as(marketer).get("/v1/staff").then().statusCode(403);

        assertThat(patch(owner, invited.path("id"), "analyst").statusCode()).isEqualTo(200);
        as(marketer).get("/v1/members").then().statusCode(401).body("code", equalTo("token_revoked"));
        String analyst = freshToken("mei@staffed.example", "staffed");
        as(analyst).get("/v1/members").then().statusCode(403);
        as(analyst).get("/v1/stores").then().statusCode(200);

        as(owner).delete("/v1/staff/" + invited.path("id")).then().statusCode(204);
        as(analyst).get("/v1/stores").then().statusCode(401);
        assertThat(belongsTo("staffed", "mei@staffed.example")).isFalse();
        invite(owner, "mei@staffed.example", "privacy").statusCode(201).body("temporaryPassword", nullValue());
        as(freshToken("mei@staffed.example", "staffed"))
                .get("/v1/members")
                .then()
                .statusCode(200);
    }

    @Test
    void theFirstOwnerIsListedAndStaysTheLast() {
        String owner = open("founded");
        String id = as(owner)
                .get("/v1/staff")
                .then()
                .statusCode(200)
                .body("items.email", equalTo(List.of("o***@founded.example")))
                .body("items.roles", equalTo(List.of(List.of("owner"))))
                .body("items.status", equalTo(List.of("active")))
                .extract()
                .path("items[0].id");
        as(owner).delete("/v1/staff/" + id).then().statusCode(409).body("code", equalTo("last_owner"));
        invite(owner, "owner@founded.example", "owner").statusCode(200).body("id", equalTo(id));
        invite(owner, "heir@founded.example", "owner").statusCode(201);
        String heir = People.staff("heir@founded.example", "organization:founded");
        as(heir).delete("/v1/staff/" + id).then().statusCode(204);
        as(owner).get("/v1/stores").then().statusCode(401).body("code", equalTo("token_revoked"));
        as(heir).get("/v1/staff").then().body("items.email", equalTo(List.of("h***@founded.example")));
    }

    @Test
    void aPersonInTwoTenantsHasInEachWhatThatTenantGave() {
        String here = open("two-here");
        String there = open("two-there");
        invite(here, "both@two.example", "marketing").statusCode(201).body("temporaryPassword", notNullValue());
        String id = invite(there, "both@two.example", "analyst")
                .statusCode(201)
                .body("temporaryPassword", nullValue())
                .extract()
                .path("id");
        String token = People.staff("both@two.example", "openid organization:*");
        as(token).get("/v1/stores").then().statusCode(403).body("code", equalTo("tenant_required"));
        as(token).header("X-Tenant", "two-here").get("/v1/members").then().statusCode(200);
        as(token).header("X-Tenant", "two-there").get("/v1/members").then().statusCode(403);
        as(token).header("X-Tenant", "two-there").get("/v1/stores").then().statusCode(200);
        as(there).delete("/v1/staff/" + id).then().statusCode(204);
        as(token).header("X-Tenant", "two-there").get("/v1/stores").then().statusCode(401);
        as(token).header("X-Tenant", "two-here").get("/v1/members").then().statusCode(200);
        as(there).get("/v1/staff/" + id).then().statusCode(404);
    }

    @Test
    void whatKeycloakMissedAJobBringsThere() {
        String owner = open("missed");
        String kept =
                invite(owner, "kept@missed.example", "marketing").extract().path("id");
        String gone = invite(owner, "gone@missed.example", "privacy").extract().path("id");
        String goneToken = People.staff("gone@missed.example", "organization:missed");
        steer("/fail/0/LOST_CALL");
        assertThat(patch(owner, kept, "analyst").statusCode()).isEqualTo(202);
        as(owner).delete("/v1/staff/" + gone).then().statusCode(204);
        as(goneToken).get("/v1/members").then().statusCode(401);
        as(People.staff("gone@missed.example", "organization:missed"))
                .get("/v1/members")
                .then()
                .statusCode(401);
        invite(owner, "new@missed.example", "analyst").statusCode(202).body("status", equalTo("pending"));
        steer("/heal");
        TestTenant.dueNow("missed");
        Poll.until(
                "Keycloak to follow",
                SOON,
                () -> as(owner)
                        .get("/v1/staff")
                        .<List<String>>path("items.status")
                        .equals(List.of("active", "active", "active")));
        Poll.until("the membership to end", SOON, () -> !belongsTo("missed", "gone@missed.example"));
        invite(owner, "new@missed.example", "analyst").statusCode(201).body("temporaryPassword", notNullValue());
        invite(owner, "new@missed.example", "analyst").statusCode(200).body("temporaryPassword", nullValue());
        as(freshToken("kept@missed.example", "missed"))
                .get("/v1/members")
                .then()
                .statusCode(403);
    }
}
