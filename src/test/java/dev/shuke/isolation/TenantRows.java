package dev.shuke.isolation;

import dev.shuke.platform.tenancy.CatalogueAudit;
import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that the database holds of one tenant, as the superuser sees it: by table, a text of all rows. */
record TenantRows(Map<String, String> byTable) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** One statement, made and planned once: to plan it takes longer than to run it. */
    private static PreparedStatement query;

    static synchronized TenantRows of(UUID tenant) {
        try {
            if (query == null) {
                query = query(TestTenant.connect("postgres"));
            }
            query.setObject(1, tenant);
            Map<String, String> rows = new TreeMap<>();
            try (ResultSet all = query.executeQuery()) {
                while (all.next()) {
                    rows.put(all.getString(1), all.getString(2));
                }
            }
            return new TenantRows(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement query(Connection superuser) throws SQLException {
        return superuser.prepareStatement(tables(superuser).stream()
                .map(table -> "select '" + table + "', coalesce(string_agg(t::text, e'\\n' order by t::text), '') from "
                        + table + " t where tenant_id = wanted.id")
                .collect(Collectors.joining(
                        " union all ", "select held.* from (select ?::uuid) wanted (id), lateral (", ") held")));
    }

    static List<String> tables(Connection superuser) throws SQLException {
        return new CatalogueAudit(superuser).tenantTables();
    }

    /** Every id that belongs to the tenant. */
    Set<String> ids() {
        return byTable.values().stream()
                .flatMap(rows -> ID.matcher(rows).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** Tables in which the tenant has nothing. */
    List<String> empty() {
        return byTable.entrySet().stream()
                .filter(table -> table.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
