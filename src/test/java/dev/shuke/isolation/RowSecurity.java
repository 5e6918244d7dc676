package dev.shuke.isolation;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Takes the wall down in the running database and puts it up again. */
record RowSecurity(List<String> tables, String undo) implements AutoCloseable {
    private static final String CANONICAL = "(tenant_id = (select app_tenant()))";

    /** Of every table. */
    static RowSecurity off() throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres")) {
            RowSecurity all = new RowSecurity(TenantRows.tables(superuser), "alter table %s enable row level security");
            all.run("alter table %s disable row level security");
            return all;
        }
    }

    static RowSecurity off(String table) throws SQLException {
        RowSecurity one = new RowSecurity(List.of(table), "alter table %s enable row level security");
        one.run("alter table %s disable row level security");
        return one;
    }

    /** The policy lets everything pass. */
    static RowSecurity loosened(String table) throws SQLException {
        RowSecurity one = new RowSecurity(
                List.of(table), "alter policy tenant_isolation on %s using " + CANONICAL + " with check " + CANONICAL);
        one.run("alter policy tenant_isolation on %s using (true) with check (true)");
        return one;
    }

    static RowSecurity withoutPolicy(String table) throws SQLException {
        RowSecurity one = new RowSecurity(
                List.of(table), "create policy tenant_isolation on %s using " + CANONICAL + " with check " + CANONICAL);
        one.run("drop policy tenant_isolation on %s");
        return one;
    }

    @Override
    public void close() throws SQLException {
        run(undo);
    }

    /** Each in a transaction of its own: a job that runs meanwhile may hold one table and wait for another. */
    private void run(String change) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            for (String table : tables) {
                statement.execute(change.formatted(table));
            }
        }
    }
}
