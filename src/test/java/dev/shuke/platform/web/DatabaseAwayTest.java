package dev.shuke.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connections that are cut under running calls are the database's absence, not a fault of ours. */
@QuarkusTest
class DatabaseAwayTest extends ApiTest {
    private static final int ROUNDS = 20;
    /** Until one is cut off: on a slow machine all may be served before. */
    private static final int MOST_ROUNDS = 100;

    private static final int CALLS = 12;

    @Test
    void cutConnectionsAnswer503AndTheNextCallsWork() throws Exception {
        String owner = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        Callable<Response> call = () -> as(owner).get("/v1/members");
        int refused = 0;
        try (ExecutorService clients = Executors.newFixedThreadPool(CALLS)) {
            for (int round = 0; round < ROUNDS || refused == 0 && round < MOST_ROUNDS; round++) {
                List<Future<Response>> running = Stream.generate(() -> call)
                        .limit(CALLS)
                        .map(clients::submit)
                        .toList();
                cutConnections();
                for (Future<Response> answer : running) {
                    refused += requireKnown(answer.get());
                }
            }
        }
        assertThat(refused).as("calls that were cut off").isPositive();
        assertThat(Stream.generate(() -> as(owner).get("/v1/members").statusCode())
                        .limit(CALLS))
                .as("each lost connection is noticed at once, or by one call")
                .endsWith(200);
    }

    private static int requireKnown(Response answer) {
        assertThat(answer.statusCode()).isIn(200, 503);
        if (answer.statusCode() == 503) {
            assertThat(answer.<String>path("code")).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isNotBlank();
            return 1;
        }
        return 0;
    }

    private static void cutConnections() throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shuke_app'
                    """);
        }
    }
}
