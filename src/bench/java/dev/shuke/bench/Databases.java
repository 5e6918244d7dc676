package dev.shuke.bench;

import dev.shuke.localstack.ScratchStack;
import java.sql.SQLException;

/** The databases of a run: one that is measured, and copies of it with few tenants and with many. */
final class Databases {
    static final String MAIN = "shuke";
    static final String FEW = "few";
    static final String MANY = "many";
    private static final int PEOPLE_OF_OTHERS = 20;
    private static final int EVENTS_OF_EACH = 3;

    private final ScratchStack stack;

    Databases(ScratchStack stack) {
        this.stack = stack;
    }

    /** Cleaning in the background would be counted for whatever runs at that moment; so it is done here, once. */
    void quiet() {
        run(MAIN, "alter system set autovacuum = off", "select pg_reload_conf()");
    }

    void tidy() {
        run(MAIN, "vacuum analyze", "checkpoint");
    }

    /** Copies what is there now; the source's connections are cut, and made anew by those who need them. */
    void copy(String name) {
        run(
                "postgres",
                "alter database " + MAIN + " with allow_connections false",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + MAIN + "'",
                "create database " + name + " template " + MAIN,
                "alter database " + MAIN + " with allow_connections true");
    }

    /**
     * Other merchants, each with a few people; what is sealed of them nobody will open.
     *
     * @param name how their slugs begin
     */
    void addTenants(String database, String name, int count) {
        run(
                database,
                "set session_replication_role = replica", // no foreign key to check one by one
                """
                insert into tenant (tenant_id, slug, name, status, timezone, currency, created_at, updated_at)
                select gen_random_uuid(), '%s-' || n, 'Other', 'active', 'Asia/Shanghai', 'CNY', now(), now()
                from generate_series(1, %d) n
                """.formatted(name, count),
                """
                create temporary table person as
                select tenant_id, uuidv7() id from tenant, generate_series(1, %d) where starts_with(slug, '%s-')
                """.formatted(PEOPLE_OF_OTHERS, name),
                """
                insert into member (tenant_id, id, data_key, city, attributes, version, created_at, updated_at)
                select tenant_id, id, decode(repeat('00', 60), 'hex'), 'Suzhou', '{}', 1, now(), now() from person
                """,
                """
                insert into member_identity (tenant_id, kind, blind, member_id, sealed, created_at)
                select tenant_id, 'phone', uuid_send(gen_random_uuid()), id, decode(repeat('00', 50), 'hex'), now()
                from person
                """,
                "insert into member_metric (tenant_id, member_id) select tenant_id, id from person",
                """
                insert into event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at, digest)
                select tenant_id, uuidv7(), id, 'store.visited', 'till', gen_random_uuid()::text, now(), now(),
                  uuid_send(gen_random_uuid())
                from person, generate_series(1, %d)
                """.formatted(EVENTS_OF_EACH),
                "drop table person",
                "vacuum analyze");
    }

    private void run(String database, String... statements) {
        try (var connection = stack.connect(database, "postgres");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
