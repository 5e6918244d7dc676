package dev.shuke.platform.tenancy;

import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that say more than one thing: each call gets the powers of one role, never the sum. */
@QuarkusTest
class CallAugmentorTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Map<String, Object> owner() {
        return Map.of(tenant.slug(), Map.of("resource_access", Map.of("shuke-api", Map.of("roles", List.of("owner")))));
    }

    private static Response members(String token) {
        return as(token).get("/v1/members").then();
    }

    private void status(String status) throws SQLException {
        try (Connection connection = TestTenant.connect("shuke_platform");
                PreparedStatement update =
                        connection.prepareStatement("update tenant set status = ? where tenant_id = ?")) {
            update.setString(1, status);
            update.setObject(2, tenant.id());
            update.executeUpdate();
        }
    }

    @Test
    void anAppHasItsScopesWhateverRolesStandBesideThem() {
        String scopes = "organization members:lookup";
        String app = Tokens.sign(Tokens.claims("app")
                .claim("caller_kind", "app")
                .claim("scope", scopes)
                .claim("organization", owner()));
        members(app).statusCode(403);
        as(app).body("{\"kind\":\"card\",\"value\":\"nobody\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
        members(Tokens.sign(Tokens.claims("person")
                        .claim("scope", scopes + " members:read")
                        .claim("organization", Map.of(tenant.slug(), Map.of()))))
                .statusCode(403);
    }

    @Test
    void aScopeGivesNobodyThePlatform() {
        as(tenant.app("tenants:manage")).get("/v1/tenants").then().statusCode(403);
    }

    @Test
    void anAdministratorOfThePlatformWhoIsStaffTooIsOneOrTheOther() {
        String both = Tokens.sign(Tokens.claims("both")
                .claim("platform_roles", List.of("platform-admin"))
                .claim("organization", owner()));
        as(both).get("/v1/tenants").then().statusCode(200);
        members(both).statusCode(403);
        as(both).header("X-Tenant", tenant.slug()).get("/v1/members").then().statusCode(200);
        as(both).header("X-Tenant", tenant.slug()).get("/v1/tenants").then().statusCode(403);
        as(both).header("X-Tenant", "another").get("/v1/members").then().statusCode(403);
    }

    @Test
    void aTenantIsServedFromTheMomentItOpens() throws SQLException {
        status("provisioning");
        members(tenant.staff("owner")).statusCode(403).body("code", is("tenant_inactive"));
        status("active");
        members(tenant.staff("owner")).statusCode(200);
    }

    @Test
    void aSuspendedTenantIsRefusedWithinAMinute() throws SQLException {
        members(tenant.staff("owner")).statusCode(200);
        status("suspended");
        Poll.until(
                "the refusal",
                Duration.ofMinutes(1),
                () -> as(tenant.staff("owner")).get("/v1/members").statusCode() != 200);
        members(tenant.staff("owner")).statusCode(403).body("code", is("tenant_inactive"));
    }
}
