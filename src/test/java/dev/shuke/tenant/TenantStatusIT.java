package dev.shuke.tenant;

import static dev.shuke.tenant.FaultControl.steer;
import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static dev.shuke.testing.TestTenant.dueNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.KeycloakAdmin;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs do in the real Keycloak, when it was away at first. The tests move the jobs' times instead of waiting. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class TenantStatusIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @AfterEach
    void heal() {
        steer("/heal");
    }

    /** At the first step, in the middle, and when Keycloak has done all and its last answer is lost. */
    @ParameterizedTest
    @CsvSource({"0, LOST_CALL", "20, LOST_CALL", "26, LOST_ANSWER"})
    void aTenantLeftHalfWayIsFinishedByAJobAndItsPasswordIsSaidOnce(int healthy, String fault) {
        String slug = "job-" + healthy + "-x";
        String email = "owner@" + slug + ".example";
        String token = People.platformAdmin();
        steer("/fail/" + healthy + "/" + fault);
        as(token).body(tenant(slug, email)).post("/v1/tenants").then().statusCode(503);
        dueNow(slug);
        Poll.until("a failing try of the job", SOON, () -> attempts(slug) > 0);
        steer("/heal");
        dueNow(slug);
        Poll.until("the opening", SOON, () -> status(slug).equals("active"));
        String password = as(token)
                .body(tenant(slug, email))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .body("owner.temporaryPassword", notNullValue())
                .extract()
                .path("owner.temporaryPassword");
        as(token)
                .body(tenant(slug, email))
                .post("/v1/tenants")
                .then()
                .statusCode(200)
                .body("owner.temporaryPassword", nullValue());
        String staff = new Browser().login(People.keycloak(), "openid organization", email, password);
        as(staff).get("/v1/members").then().statusCode(200);
    }

    @Test
    void theOrganizationFollowsTheStatus() {
        String token = People.platformAdmin();
        String id = as(token)
                .body(tenant("closing", "owner@closing.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(enabled("closing")).isTrue();
        steer("/fail/0/LOST_CALL");
        as(token).post("/v1/tenants/" + id + "/suspend").then().statusCode(200).body("status", equalTo("suspended"));
        Poll.until("a failing try", SOON, () -> waits("closing"));
        assertThat(enabled("closing")).isTrue();
        steer("/heal");
        dueNow("closing");
        Poll.until("the organization's closing", SOON, () -> !enabled("closing"));
        as(token).post("/v1/tenants/" + id + "/resume").then().statusCode(200);
        Poll.until("its opening", SOON, () -> enabled("closing"));
        as(token).delete("/v1/tenants/" + id).then().statusCode(202);
        Poll.until("its closing for good", SOON, () -> !enabled("closing"));
        one("""
                with day as (update tenant set deletion_due_at = now() where slug = ? returning tenant_id),
                  now as (update jobs.due set at = now()
                    where kind = 'tenant.deletion' and tenant_id = (select tenant_id from day))
                select count(*) from day""", "closing");
        Poll.until("its deletion", SOON, () -> status("closing").equals("deleted"));
        assertThat(KeycloakAdmin.of(People.keycloak()).findOrganization("closing"))
                .isNull();
        as(token).post("/v1/tenants/" + id + "/resume").then().statusCode(409);
        as(token)
                .body(tenant("closing", "owner@closing.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(409);
    }

    private static boolean enabled(String slug) {
        return KeycloakAdmin.of(People.keycloak()).isOrganizationEnabled(slug);
    }

    private static String status(String slug) {
        return one("select status from tenant where slug = ?", slug);
    }

    private static int attempts(String slug) {
        return Integer.parseInt(one("""
                select coalesce(max(consecutive_failures), 0) from jobs.due join tenant using (tenant_id)
                where slug = ? and kind = 'tenant.provisioning' and not picked""", slug));
    }

    private static boolean waits(String slug) {
        return one("""
                select count(*) from jobs.due join tenant using (tenant_id)
                where slug = ? and kind = 'tenant.organization' and not picked and consecutive_failures > 0""", slug).equals("1");
    }

    private static String one(String sql, String slug) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement statement = superuser.prepareStatement(sql)) {
            statement.setString(1, slug);
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
