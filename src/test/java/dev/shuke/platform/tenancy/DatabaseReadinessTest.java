package dev.shuke.platform.tenancy;

import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Readiness says the truth about PostgreSQL, both ways. */
@QuarkusTest
class DatabaseReadinessTest extends ApiTest {
    @Test
    void isDownWhileTheRoleIsKeptOutAndUpAgainAfterwards() throws SQLException {
        ready(200, "UP");
        try {
            execute("alter role shuke_platform nologin");
            execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shuke_platform'");
            ready(503, "DOWN");
        } finally {
            execute("alter role shuke_platform login");
        }
        ready(200, "UP");
    }

    private static void ready(int status, String said) {
        ApiCall.given()
                .get("/q/health/ready")
                .then()
                .statusCode(status)
                .body("checks.find { it.name == 'PostgreSQL' }.status", is(said));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
