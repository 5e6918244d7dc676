package dev.shuke.app;

import static dev.shuke.tenant.FaultControl.steer;
import static dev.shuke.tenant.People.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Http;
import dev.shuke.localstack.KeycloakAdmin;
import dev.shuke.localstack.Poll;
import dev.shuke.tenant.People;
import dev.shuke.tenant.RealStack;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Apps in the real Keycloak: which secrets it takes, which scopes it gives. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class AppIT {
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

    private static Response create(String owner, String name, String... scopes) {
        return as(owner)
                .body(Map.of("name", name, "scopes", List.of(scopes), "purposes", List.of("service")))
                .post("/v1/apps");
    }

    private static Response rotate(String owner, Response app, int overlapHours) {
        return as(owner)
                .body(Map.of("overlapHours", overlapHours))
                .post("/v1/apps/" + app.path("id") + "/rotate-secret");
    }

    private static Response patch(String owner, Response app, Map<String, ?> change) {
        return as(owner).body(change).patch("/v1/apps/" + app.path("id"));
    }

    /** Keycloak's answer to the app, which asks for these scopes. */
    private static Http.Answer ask(Response app, String secret, String scope) {
        return Http.postForm(
                People.keycloak().realmUrl() + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        app.path("clientId"),
                        "client_secret",
                        secret,
                        "scope",
                        scope));
    }

    private static int status(Response app, String secret) {
        return ask(app, secret, "members:read").status();
    }

    private static String token(Response app, String secret) {
        return ask(app, secret, "members:read")
                .require("token", 200)
                .body()
                .get("access_token")
                .asText();
    }

    /** A token of the very second of a change is refused: asks for another until it is taken. */
    private static void awaitTaken(Response app, String secret) {
        Poll.until(
                "a token that is taken",
                SOON,
                () -> as(token(app, secret)).get("/v1/members").statusCode() == 200);
    }

    @Test
    void anAppGetsTheScopesItIsGrantedAndNoOthers() {
        String owner = open("granting");
        Response app = create(owner, "ERP", "members:read", "tenant:read");
        assertThat(app.statusCode()).isEqualTo(201);
        assertThat(app.<String>path("status")).isEqualTo("active");
        String secret = app.path("clientSecret");
        String token = token(app, secret);
        as(token).get("/v1/members").then().statusCode(200);
        as(token).get("/v1/segments").then().statusCode(403);
        assertThat(ask(app, secret, "members:write").status()).isEqualTo(400);
        assertThat(ask(app, secret, "members:read platform-roles").status()).isEqualTo(400);
        assertThat(status(app, "wrong")).isEqualTo(401);

        assertThat(patch(owner, app, Map.of("scopes", List.of("members:read", "members:write")))
                        .statusCode())
                .isEqualTo(200);
        as(token).get("/v1/members").then().statusCode(401);
        assertThat(ask(app, secret, "members:write").status()).isEqualTo(200);
        assertThat(ask(app, secret, "tenant:read").status()).isEqualTo(400);
        awaitTaken(app, secret);
    }

    @Test
    void bothClientsWorkDuringTheOverlapAndTheFormerEndsWithIt() throws SQLException {
        String owner = open("rotating");
        Response app = create(owner, "Till", "members:read");
        String first = app.path("clientSecret");
        Response rotated = rotate(owner, app, 24);
        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(rotated.<String>path("formerClientId")).isEqualTo(app.path("clientId"));
        assertThat(Instant.parse(rotated.path("formerUntil")))
                .isAfter(Instant.now().plusSeconds(86_000));
        as(token(app, first)).get("/v1/members").then().statusCode(200);
        as(token(rotated, rotated.path("clientSecret")))
                .get("/v1/members")
                .then()
                .statusCode(200);
        endTheOverlap(app.path("id"));
        Poll.until("the end of the former client", SOON, () -> status(app, first) == 401);
        assertThat(status(rotated, rotated.path("clientSecret"))).isEqualTo(200);
        as(owner).get("/v1/apps/" + app.path("id")).then().body("formerClientId", nullValue());
    }

    /** Time passes. */
    private static void endTheOverlap(String id) throws SQLException {
        try (var superuser = TestTenant.connect("postgres");
                var statement = superuser.createStatement()) {
            statement.execute("update app set former_until = now() - interval '1 s' where id = '" + id + "'");
            statement.execute("update jobs.due set at = now() where ref = '" + id + "'");
        }
    }

    @Test
    void withoutOverlapTheFormerClientEndsAtOnceWithItsTokens() {
        String owner = open("leaking");
        Response app = create(owner, "Leak", "members:read");
        String token = token(app, app.path("clientSecret"));
        as(token).get("/v1/members").then().statusCode(200);
        Response overlapping = rotate(owner, app, 168);
        Response rotated = rotate(owner, app, 0);
        // at once, or soon after an answer of 202: a job may be at it at the same moment
        Poll.until("the end of the first client", SOON, () -> status(app, app.path("clientSecret")) == 401);
        Poll.until(
                "the end of the second client",
                SOON,
                () -> status(overlapping, overlapping.path("clientSecret")) == 401);
        as(token).get("/v1/members").then().statusCode(401).body("code", equalTo("token_revoked"));
        as(token(rotated, rotated.path("clientSecret")))
                .get("/v1/members")
                .then()
                .statusCode(200);
    }

    @Test
    void aDisabledAppGetsNothingAndAnEnabledOneAgain() {
        String owner = open("switching");
        Response app = create(owner, "Switch", "members:read");
        String secret = app.path("clientSecret");
        String token = token(app, secret);
        as(token).get("/v1/members").then().statusCode(200);
        assertThat(patch(owner, app, Map.of("enabled", false)).statusCode()).isEqualTo(200);
        as(token).get("/v1/members").then().statusCode(401);
        assertThat(status(app, secret)).isIn(400, 401);
        assertThat(patch(owner, app, Map.of("enabled", true)).statusCode()).isEqualTo(200);
        awaitTaken(app, secret);
        as(token).get("/v1/members").then().statusCode(401);
        as(owner).delete("/v1/apps/" + app.path("id")).then().statusCode(204);
        assertThat(status(app, secret)).isEqualTo(401);
        assertThat(KeycloakAdmin.of(People.keycloak()).hasClient(app.path("clientId")))
                .isFalse();
    }

    @Test
    void whatKeycloakMissedAJobBringsThere() {
        String owner = open("lagging");
        Response kept = create(owner, "Kept", "members:read");
        String first = kept.path("clientSecret");
        String token = token(kept, first);
        as(token).get("/v1/members").then().statusCode(200);
        steer("/fail/1/LOST_ANSWER");
        Response made = create(owner, "Made", "members:read");
        assertThat(made.statusCode()).isEqualTo(202);
        Response rotated = rotate(owner, kept, 0);
        assertThat(rotated.statusCode()).isEqualTo(202);
        as(token(kept, first)).get("/v1/members").then().statusCode(401);
        steer("/heal");
        TestTenant.dueNow("lagging");
        Poll.until(
                "Keycloak to follow",
                SOON,
                () -> as(owner)
                        .get("/v1/apps")
                        .<List<String>>path("items.status")
                        .equals(List.of("active", "active")));
        assertThat(status(kept, first)).isEqualTo(401);
        awaitTaken(rotated, rotated.path("clientSecret"));
        awaitTaken(made, made.path("clientSecret"));
    }
}
