package dev.shuke.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.platform.web.InvalidValue;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what is written down with what was done; refusals are counted. */
@QuarkusTest
class AuditTest extends ApiTest {
    @Inject
    Denials denials;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private List<String> entries(String columns) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select concat_ws(' ', %s) from audit_entry where tenant_id = '%s' order by id"
                                .formatted(columns, tenant.id()))) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(String token) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        return payload.replaceAll(".*\"sub\":\"([^\"]*)\".*", "$1");
    }

    private void changeName(String name, int status) {
        as(tenant.staff("admin"))
                .header("X-Request-Id", "0199f3a0-7c1e-7a52-9d0e-000000000001")
                .contentType("application/merge-patch+json")
                .body("{\"name\":\"" + name + "\",\"settings\":{\"locale\":\"en\"}}")
                .patch("/v1/tenant")
                .then()
                .statusCode(status);
    }

    @Test
    void aChangeAndItsEntryAreOne() {
        String admin = tenant.staff("admin");
        changeName("Canary Tea", 200);
        changeName("", 422);
        assertThat(entries("action, times, actor, actor_kind, actor_roles, about_kind, about_id, fields, request_id"))
                .containsExactly(
                        "tenant.changed 1 %s staff {admin} tenant %s {name,settings.locale} 0199f3a0-7c1e-7a52-9d0e-000000000001"
                                .formatted(subject(admin), tenant.id()));
        assertThat(entries("audit_entry::text")).noneMatch(row -> row.contains("Canary"));
    }

    @Test
    void whatAnAdministratorOfThePlatformDoesStandsInTheTenantsLog() {
        for (String step : List.of("suspend", "suspend", "resume")) {
            as(Tokens.platformAdmin())
                    .post("/v1/tenants/" + tenant.id() + "/" + step)
                    .then()
                    .statusCode(200);
        }
        assertThat(entries("action, actor, actor_kind"))
                .containsExactly(
                        "tenant.suspended " + subject(Tokens.platformAdmin()) + " platform",
                        "tenant.resumed " + subject(Tokens.platformAdmin()) + " platform");
    }

    @Test
    void refusalsAreCountedByCallerAndRoute() {
        String analyst = tenant.staff("analyst");
        for (int i = 0; i < 3; i++) {
            as(analyst).get("/v1/members/" + UUID.randomUUID()).then().statusCode(403);
        }
        as(analyst).get("/v1/members?limit=3").then().statusCode(403);
        as(tenant.app("events:read")).get("/v1/members").then().statusCode(403);
        as(analyst).get("/v1/tenant").then().statusCode(200);
        assertThat(entries("id")).as("before they are entered").isEmpty();
        denials.enter().await().atMost(Duration.ofMinutes(1));
        denials.enter().await().atMost(Duration.ofMinutes(1));
        List<String> entered = entries("action, sum(times) over (partition by actor, about_id), actor_kind, about_id");
        assertThat(entered.stream().distinct()) // two rows where the minute turned meanwhile
                .containsExactlyInAnyOrder(
                        "access.denied 3 staff GET /v1/members/{id}",
                        "access.denied 1 staff GET /v1/members",
                        "access.denied 1 app GET /v1/members");
    }

    @Test
    void theRolesOfTheApiOnlyAddEntries() throws SQLException {
        changeName("Tea", 200);
        for (String role : List.of("shuke_app", "shuke_platform")) {
            for (String change :
                    List.of("update audit_entry set action = 'x'", "delete from audit_entry", "truncate audit_entry")) {
                try (Connection runtime = TestTenant.connect(role);
                        Statement statement = runtime.createStatement()) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .hasMessageContaining("permission denied for table audit_entry");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ring 138 1234 5678",
                "138-1234-5678 anrufen",
                "１３８１２３４５６７８",
                "write to a@example.com",
                "card 12345678",
                "two\nlines",
                ""
            })
    void aReasonNamesNobody(String text) {
        assertThatThrownBy(() -> Reason.of(text)).isInstanceOf(InvalidValue.class);
        assertThat(Reason.of("退货 ticket 4711 of 2026").toString()).doesNotContain("4711");
    }
}
