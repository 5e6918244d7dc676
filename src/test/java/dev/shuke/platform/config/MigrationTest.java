package dev.shuke.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.LocalStack;
import dev.shuke.testing.TestTenant;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** An installation with members in it is brought up to date from wherever it stands. */
class MigrationTest {
    private static final String DATABASE = "upgraded";
    private static final int MEMBERS = 10;
    /** How many have a tag of their own, how many such are outranked until somebody else's ends, and how many are at all. */
    private static final String OUTRANKED = """
            select count(*) filter (where origin_member_id = member_id) || ' '
              || count(*) filter (where origin_member_id = member_id and outranked_until = '2999-01-01') || ' '
              || count(outranked_until)
            from member_tag
            """;

    private final LocalStack stack = LocalStack.forTests();
    private final String url = stack.databaseUrl().replaceFirst("/\\w+$", "/" + DATABASE);

    @Test
    void membersOfAnyVersionAreThereInTheLast() throws SQLException, IOException {
        try (Connection server = TestTenant.connect("postgres");
                Statement statement = server.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        try (Connection upgraded = connect();
                Statement statement = upgraded.createStatement()) {
            statement.execute(roles());
            for (String version : new String[] {"202611221163", "202611270000", "202611300300"}) {
                migrateTo(version);
                TestTenant tenant = TestTenant.create(upgraded, "Asia/Shanghai", "CNY");
                plant(statement, tenant);
            }
            plantTags(statement);
            assertThat(Migration.run(url, migrator())).isPositive();
            assertThat(one(
                            statement,
                            "select count(*) || ' ' || sum(frequency) || ' ' || sum(monetary) from member_metric"
                                    + " join member on id = member_id and member.tenant_id = member_metric.tenant_id"))
                    .isEqualTo("30 30 3000");
            assertThat(one(statement, OUTRANKED)).isEqualTo("30 10 10");
            assertThat(Migration.run(url, migrator())).isZero();
        }
    }

    private static void plant(Statement statement, TestTenant tenant) throws SQLException {
        statement.execute("""
                insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                select '%s', gen_random_uuid(), '', '{}', 1, now(), now() from generate_series(1, %d)
                """.formatted(tenant.id(), MEMBERS));
        statement.execute("""
                insert into member_metric (tenant_id, member_id, frequency, monetary)
                select tenant_id, id, 1, 100 from member where tenant_id = '%s'
                """.formatted(tenant.id()));
    }

    /** Of all by their own names, and of every third by that of somebody better who was merged in. */
    private static void plantTags(Statement statement) throws SQLException {
        statement.execute("""
                insert into tag (tenant_id, key, kind, is_group, exclusive, sensitivity, name_en, created_at, updated_at)
                select tenant_id, 'vip', 'value', false, false, 'behaviour', 'VIP', now(), now() from tenant
                """);
        statement.execute("""
                insert into member_tag (tenant_id, member_id, slot, origin_member_id, tag, removed, source, rank,
                  written_by, written_at, expires_at)
                select tenant_id, id, 'vip', case rank when 3 then id else gen_random_uuid() end, 'vip', false, source,
                  rank, 'test', now(), case rank when 4 then timestamptz '2999-01-01' end
                from (select tenant_id, id, row_number() over () as n from member) m
                join (values ('import', 3, 1), ('manual', 4, 3)) w(source, rank, each) on n % each = 0
                """);
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource("jdbc:" + url, "shuke_migrator", migrator())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private String migrator() {
        return stack.environment().get("SHUKE_DB_MIGRATOR_PASSWORD");
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", stack.superuserPassword());
        return new Driver().connect("jdbc:" + url, login);
    }

    private static String roles() throws IOException {
        try (var sql = MigrationTest.class.getResourceAsStream("/db/roles.sql")) {
            return new String(sql.readAllBytes(), UTF_8);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }
}
