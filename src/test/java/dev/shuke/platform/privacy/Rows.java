package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** All that the database holds, of every tenant, as the superuser sees it. */
public final class Rows {
    private static final String TABLES = """
            select schemaname || '.' || tablename from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """;

    private Rows() {}

    /** Table and word, for each word that stands somewhere in a table, as text, as its bytes in hex, or in base64. */
    public static List<String> containing(List<String> words) {
        List<String> found = new ArrayList<>();
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement()) {
            for (String table : column(statement, TABLES)) {
                if (isIn(
                        statement, table,
                        words)) { // for most tables that is all: to read one takes longer than to look
                    for (String word : words) {
                        if (isIn(statement, table, List.of(word))) {
                            found.add(table + ": " + word);
                        }
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether any of the words is in any row. */
    private static boolean isIn(Statement statement, String table, List<String> words) throws SQLException {
        String found = words.stream()
                .flatMap(word -> forms(word).stream())
                .map(form -> "position('" + form + "' in line) > 0")
                .collect(joining(" or "));
        return !column(
                        statement,
                        "select 1 from (select t::text as line from " + table + " t offset 0) r where " + found
                                + " limit 1")
                .isEmpty();
    }

    /** In base64 a word looks otherwise by where it begins in a group of three bytes, and its ends mix with what is beside. */
    private static List<String> forms(String word) {
        byte[] bytes = word.getBytes(UTF_8);
        List<String> forms = new ArrayList<>(List.of(word, HexFormat.of().formatHex(bytes)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(encoded.substring((before * 8 + 5) / 6, shifted.length * 8 / 6));
        }
        return forms;
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
