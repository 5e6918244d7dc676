package dev.shuke.whoami;

import static dev.shuke.testing.ApiCall.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code /v1/whoami}, for each kind of caller. */
@QuarkusTest
class WhoamiResourceTest extends ApiTest {
    private final TestTenant one = TestTenant.create("Asia/Shanghai", "CNY");
    private final TestTenant other = TestTenant.create("Europe/Berlin", "EUR");

    private static Response whoami(String token) {
        return as(token).get("/v1/whoami").then();
    }

    @Test
    void aPersonOfOneTenant() {
        whoami(one.staff("analyst"))
                .statusCode(200)
                .body("kind", equalTo("staff"))
                .body("subject", containsString("analyst"))
                .body("tenant.id", equalTo(one.id().toString()))
                .body("tenant.slug", equalTo(one.slug()))
                .body("tenant.name", equalTo("Test"))
                .body("tenant.timezone", equalTo("Asia/Shanghai"))
                .body("tenant.currency", equalTo("CNY"))
                .body("roles", contains("analyst"))
                .body("permissions", hasItems("segments:preview", "tenant:read"))
                .body("permissions", not(hasItem("members:read")))
                .body("tenants.slug", contains(one.slug()));
    }

    @Test
    void aPersonOfSeveralGetsTheListAndNothingElseUntilOneIsNamed() throws SQLException {
        TestTenant closed = TestTenant.create("UTC", "USD");
        execute("update tenant set status = 'suspended' where tenant_id = '" + closed.id() + "'");
        String both = Tokens.person(
                Map.of(one.slug(), "owner", other.slug(), "analyst", closed.slug(), "owner", "gone", "owner"));
        whoami(both)
                .statusCode(200)
                .body("kind", equalTo("staff"))
                .body("tenant", nullValue())
                .body("roles", empty())
                .body("permissions", empty())
                .body("tenants", hasSize(2))
                .body("tenants.slug", hasItems(one.slug(), other.slug()))
                .body("tenants.name", contains("Test", "Test"));
        for (String path : List.of("/v1/members", "/v1/tenant", "/v1/tenants")) {
            as(both).get(path).then().statusCode(403).body("code", equalTo("tenant_required"));
        }
        as(both).header("X-Tenant", other.slug())
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body("tenant.slug", equalTo(other.slug()))
                .body("roles", contains("analyst"));
        as(both).header("X-Tenant", closed.slug())
                .get("/v1/whoami")
                .then()
                .statusCode(403)
                .body("code", equalTo("tenant_inactive"));
    }

    @Test
    void anApp() {
        whoami(one.app("members:read", "tenants:manage"))
                .statusCode(200)
                .body("kind", equalTo("app"))
                .body("tenant.slug", equalTo(one.slug()))
                .body("roles", empty())
                .body("permissions", contains("members:read"));
        whoami(one.app()).statusCode(200).body("permissions", empty());
    }

    @Test
    void anAdministratorOfThePlatform() {
        whoami(Tokens.platformAdmin())
                .statusCode(200)
                .body("kind", equalTo("platform"))
                .body("tenant", nullValue())
                .body("permissions", contains("tenants:manage"))
                .body("tenants", empty());
        String staffToo = Tokens.sign(Tokens.claims("both")
                .claim("platform_roles", List.of("platform-admin"))
                .claim(
                        "organization",
                        Map.of(
                                one.slug(),
                                Map.of("resource_access", Map.of("shuke-api", Map.of("roles", List.of("owner")))))));
        whoami(staffToo).statusCode(200).body("kind", equalTo("platform")).body("tenants.slug", contains(one.slug()));
        as(staffToo)
                .header("X-Tenant", one.slug())
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body("kind", equalTo("staff"))
                .body("permissions", not(hasItem("tenants:manage")));
    }

    @Test
    void whoBelongsNowhereOrShowsNoTokenIsRefused() {
        whoami(Tokens.sign(Tokens.claims("nobody"))).statusCode(403).body("code", equalTo("tenant_required"));
        given().get("/v1/whoami").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestTenant.connect("shuke_platform");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
