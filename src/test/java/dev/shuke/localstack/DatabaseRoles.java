package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Makes the database {@code shuke} and gives its roles their passwords; safe to repeat. */
final class DatabaseRoles {
    static final String DATABASE = "shuke";
    private static final Map<String, String> ROLE_OF_VARIABLE = Map.of(
            "SHUKE_DB_APP_PASSWORD", "shuke_app",
            "SHUKE_DB_PLATFORM_PASSWORD", "shuke_platform",
            "SHUKE_DB_JOBS_PASSWORD", "shuke_jobs",
            "SHUKE_DB_MIGRATOR_PASSWORD", "shuke_migrator");

    private DatabaseRoles() {}

    /** @return the variables that tell the passwords to the application */
    static Map<String, String> create(LocalPostgres postgres, Secrets secrets) {
        var passwords = new TreeMap<String, String>();
        ROLE_OF_VARIABLE.forEach((variable, role) -> passwords.put(variable, secrets.password("postgresql." + role)));
        try {
            createDatabase(postgres);
            try (Connection connection = postgres.connectAsSuperuser(DATABASE);
                    Statement statement = connection.createStatement()) {
                statement.execute(rolesSql());
                for (var entry : ROLE_OF_VARIABLE.entrySet()) {
                    statement.execute(
                            "alter role %s password '%s'".formatted(entry.getValue(), passwords.get(entry.getKey())));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database roles could not be created", e);
        }
        return passwords;
    }

    private static void createDatabase(LocalPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("create database " + DATABASE);
                }
            }
        }
    }

    private static String rolesSql() {
        try (var sql = DatabaseRoles.class.getResourceAsStream("/db/roles.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
