package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** All that the database holds, of every tenant, as the superuser sees it. */
public final class Rows {
    private static final String TABLES = """
            select schemaname || '.' || tablename from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """;

    private Rows() {}

    /** Table and word, for each word that stands somewhere in a table, as text or as its bytes. */
    public static List<String> containing(List<String> words) {
        List<String> found = new ArrayList<>();
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            for (String table : column(statement, TABLES)) {
                for (String word : words) {
                    String anywhere =
                            "select 1 from %s t where position('%s' in t::text) > 0 or position('%s' in t::text) > 0 limit 1"
                                    .formatted(table, word, HexFormat.of().formatHex(word.getBytes(UTF_8)));
                    if (!column(statement, anywhere).isEmpty()) {
                        found.add(table + ": " + word);
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
