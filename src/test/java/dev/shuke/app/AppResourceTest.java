package dev.shuke.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps as far as Keycloak, which is away here, has no say. {@link AppIT} has it. */
@QuarkusTest
class AppResourceTest extends ApiTest {
    private static final String TILL = """
            {"name":"Till 收银","scopes":["members:lookup","events:write","events:write"],"purposes":["service"]}""";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Response create(String caller, String body) {
        return as(tenant.staff(caller)).body(body).post("/v1/apps").then();
    }

    private Response patch(String id, String patch) {
        return as(tenant.staff("admin")).body(patch).patch("/v1/apps/" + id).then();
    }

    /** An app whose tokens are {@link TestTenant#app}'s. @return the id */
    private String app() {
        String id = create("owner", TILL).statusCode(202).extract().path("id");
        tenant.keycloakHasFollowed();
        return id;
    }

    @Test
    void anAppIsPendingUntilKeycloakFollowsAndItsSecretSaidOnce() {
        String id = create("admin", TILL)
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("name", equalTo("Till 收银"))
                .body("clientId", matchesPattern(tenant.slug() + "\\.till-[a-z2-9]{10}"))
                .body("clientSecret", matchesPattern("[A-Za-z0-9_-]{43}"))
                .body("scopes", equalTo(List.of("events:write", "members:lookup")))
                .body("purposes", equalTo(List.of("service")))
                .body("enabled", is(true))
                .body("status", equalTo("pending"))
                .extract()
                .path("id");
        as(tenant.staff("owner"))
                .get("/v1/apps/" + id)
                .then()
                .statusCode(200)
                .body("clientSecret", nullValue())
                .body("clientId", startsWith(tenant.slug()));
        as(tenant.staff("owner")).get("/v1/apps").then().body(not(containsString("clientSecret")));
        create("owner", TILL).statusCode(409).body("code", is("already_exists")).body("errors[0].pointer", is("/name"));
    }

    @Test
    void aSecretIsNowhereInClear() throws SQLException {
        String secret = create("owner", TILL).extract().path("clientSecret");
        try (var superuser = TestTenant.connect("postgres");
                var rows = superuser
                        .createStatement()
                        .executeQuery("select a::text || encode(secret, 'escape') from app a where tenant_id = '"
                                + tenant.id() + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain(secret).contains("till-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "finance", "analyst", "associate", "manager", "privacy"})
    void otherRolesAreRefused(String role) {
        create(role, TILL).statusCode(403);
        as(tenant.staff(role)).get("/v1/apps").then().statusCode(403);
    }

    @Test
    void anAppManagesNoApps() {
        as(tenant.app("apps:manage", "tenant:read")).get("/v1/apps").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"products:cost", "tenant:write", "staff:manage", "apps:manage", "tenants:manage"})
    void whatIsOfPeopleAloneIsNoScope(String permission) {
        create("owner", TILL.replace("members:lookup", permission))
                .statusCode(422)
                .body("errors[0].pointer", is("/scopes/0"));
    }

    @Test
    void anAppThatLosesAScopeIsRefusedUntilKeycloakHasFollowed() {
        String id = app();
        String token = tenant.app("members:read");
        as(token).get("/v1/members").then().statusCode(200);
        patch(id, "{\"scopes\":[\"events:write\",\"members:lookup\",\"members:read\"]}")
                .statusCode(202);
        as(token).get("/v1/members").then().statusCode(200);
        patch(id, "{\"scopes\":[\"events:write\"]}").statusCode(202).body("scopes", equalTo(List.of("events:write")));
        as(token).get("/v1/members").then().statusCode(401).body("code", is("token_revoked"));
    }

    @Test
    void aDisabledAppIsRefused() {
        String id = app();
        String token = tenant.app("members:read");
        as(token).get("/v1/members").then().statusCode(200);
        patch(id, "{\"enabled\":false}").statusCode(202).body("enabled", is(false));
        as(token).get("/v1/members").then().statusCode(401);
    }

    @Test
    void aRemovedAppIsRefusedAndItsNameIsFree() {
        String id = app();
        String token = tenant.app("members:read");
        as(token).get("/v1/members").then().statusCode(200);
        as(tenant.staff("admin")).delete("/v1/apps/" + id).then().statusCode(204);
        as(token).get("/v1/members").then().statusCode(401);
        as(tenant.staff("admin")).get("/v1/apps/" + id).then().statusCode(404);
        patch(id, "{\"enabled\":true}").statusCode(404);
        create("owner", TILL).statusCode(202);
    }

    @Test
    void namesAndPurposesAreChangedAndANameIsTakenOnce() {
        String id = app();
        create("owner", TILL.replace("Till 收银", "手机")).statusCode(202).body("clientId", containsString(".app-"));
        patch(id, "{\"purposes\":[\"service\",\"analytics\"]}")
                .statusCode(200)
                .body("purposes", equalTo(List.of("service", "analytics")));
        patch(id, "{\"name\":\"手机\"}").statusCode(409).body("code", is("already_exists"));
        patch(id, "{\"name\":\"Counter\"}").statusCode(202).body("name", is("Counter"));
    }

    @Test
    void rotatingSaysUntilWhenTheFormerClientWorks() {
        String id = app();
        String path = "/v1/apps/" + id + "/rotate-secret";
        String clientId =
                as(tenant.staff("owner")).get("/v1/apps/" + id).then().extract().path("clientId");
        Instant before = Instant.now();
        String until = as(tenant.staff("owner"))
                .body("{\"overlapHours\":48}")
                .post(path)
                .then()
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("clientSecret", matchesPattern("[A-Za-z0-9_-]{43}"))
                .body("clientId", not(equalTo(clientId)))
                .body("formerClientId", equalTo(clientId))
                .extract()
                .path("formerUntil");
        assertThat(Instant.parse(until))
                .isBetween(before.plus(Duration.ofHours(48)), Instant.now().plus(Duration.ofHours(48)));
        String token = tenant.app("members:read");
        as(token).get("/v1/members").then().statusCode(200);
        as(tenant.staff("owner"))
                .body("{}")
                .post(path)
                .then()
                .body("formerUntil", not(nullValue()))
                .body("formerClientId", not(equalTo(clientId)));
        as(token).get("/v1/members").then().statusCode(401).body("code", is("token_revoked"));
    }

    @Test
    void withoutOverlapTheTokensEndAtOnce() {
        String token = tenant.app("members:read");
        String id = app();
        as(token).get("/v1/members").then().statusCode(200);
        as(tenant.staff("owner"))
                .body("{\"overlapHours\":0}")
                .post("/v1/apps/" + id + "/rotate-secret")
                .then()
                .statusCode(202)
                .body("formerUntil", nullValue())
                .body("formerClientId", nullValue());
        as(token).get("/v1/members").then().statusCode(401).body("code", is("token_revoked"));
    }
}
