package dev.shuke.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tenant shut, opened and sent off by an administrator of the platform; Keycloak, which follows, is away here. */
@QuarkusTest
class TenantStatusTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Response post(String step) {
        return as(Tokens.platformAdmin())
                .post("/v1/tenants/" + tenant.id() + step)
                .then();
    }

    private Response delete() {
        return as(Tokens.platformAdmin()).delete("/v1/tenants/" + tenant.id()).then();
    }

    private void refused() {
        for (String token : List.of(tenant.staff("owner"), tenant.app("members:read"))) {
            for (String path : List.of("/v1/members", "/v1/whoami")) {
                as(token).get(path).then().statusCode(403).body("code", equalTo("tenant_inactive"));
            }
        }
    }

    private void served() {
        as(tenant.staff("owner")).get("/v1/members").then().statusCode(200);
        as(tenant.app("members:read")).get("/v1/members").then().statusCode(200);
    }

    private static String one(String sql) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jobs(String kind) {
        return one("select count(*) from jobs.due where kind = '%s' and tenant_id = '%s'".formatted(kind, tenant.id()));
    }

    @Test
    void aSuspendedTenantIsRefusedFromTheNextCallUntilItIsResumed() {
        served();
        post("/suspend").statusCode(200).body("status", equalTo("suspended"));
        refused();
        assertThat(jobs("tenant.organization")).isEqualTo("1");
        post("/suspend").statusCode(200).body("status", equalTo("suspended"));
        assertThat(jobs("tenant.organization"))
                .as("nothing changed, nothing to do")
                .isEqualTo("1");
        post("/resume").statusCode(200).body("status", equalTo("active"));
        served();
        post("/resume").statusCode(200).body("status", equalTo("active"));
    }

    @Test
    void offboardingRefusesCallsNamesTheDayAndCanBeCalledOff() {
        served();
        String due = delete().statusCode(202)
                .body("status", equalTo("offboarding"))
                .extract()
                .path("deletionDueAt");
        assertThat(Duration.between(Instant.now(), Instant.parse(due)))
                .isBetween(Duration.ofDays(29), Duration.ofDays(30));
        refused();
        delete().statusCode(202).body("deletionDueAt", equalTo(due));
        assertThat(jobs("tenant.deletion")).isEqualTo("1");
        assertThat(Instant.parse(
                        one("select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from jobs.due"
                                + " where kind = 'tenant.deletion' and tenant_id = '" + tenant.id() + "'")))
                .isEqualTo(Instant.parse(due));
        post("/suspend").statusCode(409).body("code", equalTo("tenant_status"));
        post("/resume").statusCode(200).body("status", equalTo("active")).body("deletionDueAt", nullValue());
        served();
    }

    @Test
    void aSuspendedTenantCanBeOffboarded() {
        post("/suspend").statusCode(200);
        delete().statusCode(202).body("status", equalTo("offboarding"));
    }

    @Test
    void whatWasNeverOpenedCannotBeShutOrOpenedAndGoesBackToWhereItWas() {
        String slug = "n" + UUID.randomUUID().toString().substring(0, 8);
        String body = """
                {"slug":"%s","name":"Never","timezone":"Asia/Shanghai","currency":"CNY",
                 "owner":{"email":"owner@never.example"}}""".formatted(slug);
        as(Tokens.platformAdmin()).body(body).post("/v1/tenants").then().statusCode(503);
        String path = "/v1/tenants/" + one("select tenant_id from tenant where slug = '" + slug + "'");
        for (String step : List.of("/suspend", "/resume")) {
            as(Tokens.platformAdmin()).post(path + step).then().statusCode(409).body("code", equalTo("tenant_status"));
        }
        as(Tokens.platformAdmin()).delete(path).then().statusCode(202);
        as(Tokens.platformAdmin())
                .post(path + "/resume")
                .then()
                .statusCode(200)
                .body("status", equalTo("provisioning"));
        as(Tokens.staff(slug, "owner")).get("/v1/members").then().statusCode(403);
    }

    @Test
    void theNameIsAllThatAnAdministratorChanges() {
        String path = "/v1/tenants/" + tenant.id();
        as(Tokens.platformAdmin())
                .body("{\"name\":\"新茶\"}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("新茶"))
                .body("currency", equalTo("CNY"));
        as(tenant.staff("owner")).get("/v1/tenant").then().body("name", equalTo("新茶"));
        for (String field : List.of("slug", "currency", "timezone", "status", "id")) {
            as(Tokens.platformAdmin())
                    .body("{\"" + field + "\":\"x\"}")
                    .patch(path)
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/" + field));
        }
    }

    @Test
    void anUnknownTenantIsNotFound() {
        String path = "/v1/tenants/" + UUID.randomUUID();
        for (String step : List.of("/suspend", "/resume")) {
            as(Tokens.platformAdmin()).post(path + step).then().statusCode(404);
        }
        as(Tokens.platformAdmin()).delete(path).then().statusCode(404);
        as(Tokens.platformAdmin()).body("{\"name\":\"x\"}").patch(path).then().statusCode(404);
    }

    @Test
    void aWrongDeploymentKeyTakesNoCalls() throws SQLException {
        ready(200, "UP");
        String first = "00000000-0000-0000-0000-000000000001";
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    insert into tenant (tenant_id, slug, name, status, timezone, currency, owner, created_at, updated_at)
                    values ('%s', 'sealed-elsewhere', 'x', 'active', 'UTC', 'EUR', '\\x00112233445566778899aabbccddeeff00112233445566778899aabbcc', now(), now())""".formatted(first));
            try {
                ready(503, "DOWN");
            } finally {
                statement.execute("delete from tenant where tenant_id = '" + first + "'");
            }
        }
        ready(200, "UP");
    }

    private static void ready(int status, String said) {
        ApiCall.given()
                .get("/q/health/ready")
                .then()
                .statusCode(status)
                .body("checks.find { it.name == 'Deployment key' }.status", equalTo(said));
    }
}
