package dev.shuke.badinput;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Everything that is stored of a tenant, and the whole list of tenants: rows and a checksum by table. */
final class Snapshot {
    private static final String TABLES = """
            select c.table_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.column_name = 'tenant_id' and c.table_schema = 'public' and t.table_type = 'BASE TABLE'
            """;

    private Snapshot() {}

    static Map<String, String> of(UUID tenant) {
        Map<String, String> tables = new TreeMap<>();
        try (Connection connection = TestTenant.connect("postgres");
                Statement statement = connection.createStatement();
                Statement inner = connection.createStatement();
                ResultSet names = statement.executeQuery(TABLES)) {
            while (names.next()) {
                String table = names.getString(1);
                String condition = table.equals("tenant") ? "" : " where t.tenant_id = '" + tenant + "'";
                tables.put(table, checksum(inner, table + " t" + condition));
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String checksum(Statement statement, String from) throws SQLException {
        try (ResultSet sum = statement.executeQuery(
                "select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                        + from)) {
            sum.next();
            return sum.getString(1);
        }
    }
}
