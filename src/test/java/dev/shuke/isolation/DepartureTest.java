package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tenant that departs leaves nothing but its line in the list, and takes nothing of another along. */
@QuarkusTest
class DepartureTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Of the tenant, but for the list and the queue, in which the job waits for Keycloak, which is away here. */
    private static Map<String, String> rows(UUID tenant) {
        Map<String, String> rows = TenantRows.of(tenant).byTable();
        rows.keySet().removeAll(List.of("tenant", "jobs.due"));
        rows.values().removeIf(String::isEmpty);
        return rows;
    }

    private static void asSuperuser(String sql, UUID tenant) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql.formatted(tenant));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void depart(UUID tenant, String due) {
        asSuperuser(
                "update tenant set status = 'offboarding', deletion_due_at = now() + interval '" + due
                        + "' where tenant_id = '%s'",
                tenant);
        asSuperuser(
                "insert into jobs.due (tenant_id, id, kind, ref, at)"
                        + " values ('%s', gen_random_uuid(), 'tenant.deletion', '', now())",
                tenant);
    }

    private static String waiting(UUID tenant) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from jobs.due where tenant_id = '" + tenant
                        + "' and kind = 'tenant.deletion'")) {
            found.next();
            return found.getString(1);
        }
    }

    @Test
    void allRowsGoAndNoOthers() throws Exception {
        Merchant leaving = Merchant.plant();
        Merchant staying = Merchant.plant();
        Map<String, String> others = rows(staying.tenant().id());
        assertThat(rows(leaving.tenant().id()).keySet()).isEqualTo(others.keySet());
        depart(leaving.tenant().id(), "-1 second");
        Poll.until("the deletion", SOON, () -> rows(leaving.tenant().id()).isEmpty());
        assertThat(rows(staying.tenant().id())).isEqualTo(others);
        assertThat(Files.readAllLines(Path.of("target/outside-log/erased.log")))
                .contains("tenant " + leaving.tenant().id());
    }

    @Test
    void beforeItsDayNothingGoes() throws Exception {
        Merchant merchant = Merchant.plant(false);
        Map<String, String> before = rows(merchant.tenant().id());
        depart(merchant.tenant().id(), "1 hour");
        Poll.until("the job", SOON, () -> {
            try {
                return waiting(merchant.tenant().id()).equals("0");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(rows(merchant.tenant().id())).isEqualTo(before);
    }

    /** Whoever can send any SQL as the API deletes no tenant's rows while the platform has not begun with it. */
    @Test
    void theEraserIsBoundToDepartedTenants() throws SQLException {
        Merchant merchant = Merchant.plant(false);
        UUID id = merchant.tenant().id();
        try (Connection app = TestTenant.connect("shuke_app");
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("select app_set_tenant('" + id + "')");
            statement.execute("set local role shuke_eraser");
            for (String table : rows(id).keySet()) {
                assertThat(statement.executeUpdate("delete from " + table + " where tenant_id = '" + id + "'"))
                        .as(table)
                        .isZero();
            }
        }
    }
}
