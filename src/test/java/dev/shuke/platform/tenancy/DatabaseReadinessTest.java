package dev.shuke.platform.tenancy;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

    /** Soon: a pool notices only at its next call that one of its connections was cut. */
    private static void ready(int status, String said) {
        Poll.until("readiness " + said, Duration.ofMinutes(1), () -> {
            Response answer = ApiCall.given().get("/q/health/ready").then();
            return answer.statusCode() == status
                    && said.equals(answer.path("checks.find { it.name == 'PostgreSQL' }.status"));
        });
    }

    private static void execute(String sql) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
