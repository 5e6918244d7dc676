package dev.shuke.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What is derived must agree with the rows that it was derived from, whoever wrote them and whatever died. */
final class Agreement {
    /** What is wrong, and the query that finds it. */
    private static final Map<String, String> DISAGREEMENTS = new TreeMap<>(Map.of(
            "counts that are not those of the member's orders",
            """
            select m.member_id from member_metric m left join (
              select tenant_id, member_id, count(*) n, sum(amount) amount, min(occurred_at) first_at,
                max(occurred_at) last_at
              from event where type = 'order.paid' group by tenant_id, member_id) e using (tenant_id, member_id)
            where m.tenant_id = ? and (m.frequency, m.monetary, m.first_order_at, m.last_order_at)
              is distinct from (coalesce(e.n, 0), coalesce(e.amount, 0), e.first_at, e.last_at)
            """,
            "members without counts",
            """
            select id from member m where tenant_id = ? and not exists
              (select from member_metric x where x.tenant_id = m.tenant_id and x.member_id = m.id)
            """,
            "members without an identity",
            """
            select id from member m where tenant_id = ? and not exists
              (select from member_identity i where i.tenant_id = m.tenant_id and i.member_id = m.id)
            """,
            "tenants without keys that have members",
            """
            select distinct m.tenant_id from member m left join tenant_key k using (tenant_id)
            where m.tenant_id = ? and k.tenant_id is null
            """));

    private Agreement() {}

    static List<String> faults(Connection superuser, UUID tenant) throws SQLException {
        List<String> faults = new ArrayList<>();
        for (var disagreement : DISAGREEMENTS.entrySet()) {
            try (PreparedStatement query = superuser.prepareStatement(disagreement.getValue())) {
                query.setObject(1, tenant);
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    faults.add(disagreement.getKey() + ": " + rows.getString(1));
                }
            }
        }
        return faults;
    }
}
