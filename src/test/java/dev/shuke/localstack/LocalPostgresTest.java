package dev.shuke.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPostgresTest {
    private static final LocalStack STACK = LocalStack.forTests();

    @ParameterizedTest
    @ValueSource(strings = {"shuke_app", "shuke_platform", "shuke_jobs", "shuke_migrator", "postgres"})
    void refusesARoleWithoutItsPassword(String role) {
        assertThatThrownBy(() -> connect(role, "").close()).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect(role, "wrong").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @ParameterizedTest
    @CsvSource({
        "shuke_app, SHUKE_DB_APP_PASSWORD",
        "shuke_platform, SHUKE_DB_PLATFORM_PASSWORD",
        "shuke_jobs, SHUKE_DB_JOBS_PASSWORD",
        "shuke_migrator, SHUKE_DB_MIGRATOR_PASSWORD"
    })
    void admitsARoleWithItsPassword(String role, String variable) throws SQLException {
        assertThat(query(role, STACK.environment().get(variable), "select current_user"))
                .isEqualTo(role);
    }

    @Test
    void runsVersion18OnLoopbackWithCodePointOrder() throws SQLException {
        String password = STACK.superuserPassword();
        assertThat(query("postgres", password, "show server_version")).startsWith("18.");
        assertThat(query("postgres", password, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query("postgres", password, "show unix_socket_directories")).isEmpty();
        assertThat(query("postgres", password, "show max_connections")).isEqualTo("200");
        assertThat(query("postgres", password, "select datlocale from pg_database where datname = 'shuke'"))
                .isEqualTo("C.UTF-8");
    }

    @Test
    void startsOncePerJvm() {
        Map<String, String> again = LocalStack.forTests().environment();
        assertThat(again).isEqualTo(STACK.environment());
    }

    private static String query(String role, String password, String sql) throws SQLException {
        try (Connection connection = connect(role, password);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:" + STACK.databaseUrl(), role, password);
    }
}
