package dev.shuke.isolation;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the application's role could do to one tenant's rows of one table in a transaction of another tenant, by
 * statements that name the victim instead of the caller.
 */
record RowProbe(String table, UUID victim, Map<String, String> statements) {
    private static final String ROW_LEVEL_SECURITY = "row-level security";

    /** A privilege to update may be of some columns only. */
    private static final String UPDATABLE_COLUMN = """
            select coalesce(min(attname::text), 'tenant_id') from pg_attribute
            where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
              and has_column_privilege('shuke_app', attrelid, attnum, 'update')
            """;

    /** What is generated cannot be written. */
    private static final String COLUMNS = """
            select string_agg(quote_ident(attname), ', ') from pg_attribute
            where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            """;

    /** Only what the role may do at all: a privilege that is missing would hide a policy that is. */
    static RowProbe of(String table, UUID victim) throws SQLException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("select", "select * from %s where tenant_id = '%s'");
        all.put("insert", "insert into %1$s (%5$s) select %5$s from jsonb_populate_record(null::%1$s, '%3$s')");
        all.put("update", "update %1$s set %4$s = %4$s where tenant_id = '%2$s'");
        all.put("delete", "delete from %s where tenant_id = '%s'");
        Map<String, String> possible = new LinkedHashMap<>();
        try (Connection superuser = TestTenant.connect("postgres")) {
            String row = one(superuser, "select to_jsonb(t) from %s t where tenant_id = '%s' limit 1", table, victim);
            String column = one(superuser, UPDATABLE_COLUMN, table);
            String columns = one(superuser, COLUMNS, table);
            for (Map.Entry<String, String> statement : all.entrySet()) {
                if (may(superuser, table, statement.getKey())) {
                    possible.put(
                            statement.getKey(),
                            statement.getValue().formatted(table, victim, row.replace("'", "''"), column, columns));
                }
            }
        }
        return new RowProbe(table, victim, possible);
    }

    private static boolean may(Connection superuser, String table, String privilege) throws SQLException {
        String of = privilege.equals("update") ? "has_any_column_privilege" : "has_table_privilege";
        return one(superuser, "select %s('shuke_app', '%s', '%s')", of, table, privilege)
                .equals("t");
    }

    List<String> attempts() {
        return List.copyOf(statements.keySet());
    }

    /** @param caller the tenant of the transactions, or null for none */
    List<String> leaksTo(UUID caller) throws SQLException {
        List<String> leaks = new ArrayList<>();
        try (Connection app = TestTenant.connect("shuke_app")) {
            app.setAutoCommit(false);
            for (Map.Entry<String, String> statement : statements.entrySet()) {
                if (touches(app, caller, statement.getValue())) {
                    leaks.add(statement.getKey());
                }
                app.rollback();
            }
        }
        return leaks;
    }

    /** Whether the statement got at a row. Any error but the policy's means that it came past the policy. */
    private static boolean touches(Connection app, UUID caller, String sql) throws SQLException {
        if (caller != null) {
            try (PreparedStatement bind = app.prepareStatement("select app_set_tenant(?)")) {
                bind.setObject(1, caller);
                bind.execute();
            }
        }
        try (Statement statement = app.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    return rows.next();
                }
            }
            return statement.getUpdateCount() > 0;
        } catch (SQLException refused) {
            return !refused.getMessage().contains(ROW_LEVEL_SECURITY);
        }
    }

    private static String one(Connection superuser, String sql, Object... with) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet found = statement.executeQuery(sql.formatted(with))) {
            if (!found.next()) {
                throw new AssertionError("no row of the tenant in " + with[0] + ": plant one in Merchant");
            }
            return found.getString(1);
        }
    }
}
