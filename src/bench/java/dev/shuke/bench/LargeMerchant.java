package dev.shuke.bench;

import dev.shuke.localstack.ScratchStack;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A merchant of any size, written by SQL past the API: ten events a member over the last year, four of them orders, and
 * two tags. What is sealed of its members nobody will open.
 */
record LargeMerchant(UUID tenant, String slug, int members) {
    static final int EVENTS_EACH = 10;

    /** Of which every second member has one, and every fifth the other. */
    static final String WANTED = "wanted";

    static final String UNWANTED = "unwanted";

    private static final int CHUNK = 100_000;

    static LargeMerchant fill(ScratchStack stack, String slug, int members) {
        var merchant = new LargeMerchant(UUID.randomUUID(), slug, members);
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica"); // no foreign key to check one by one
            statement.execute(merchant.bound(TENANT));
            for (int from = 0; from < members; from += CHUNK) {
                String people = PEOPLE.formatted(from + 1, Math.min(members, from + CHUNK), EVENTS_EACH);
                for (String sql : (people + EVENTS).split(";")) {
                    statement.execute(merchant.bound(sql));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return merchant;
    }

    private String bound(String sql) {
        return sql.replace(":tenant", "'" + tenant + "'").replace(":slug", "'" + slug + "'");
    }

    private static final String TENANT = """
            insert into tenant (tenant_id, slug, name, status, timezone, currency, created_at, updated_at)
            values (:tenant, :slug, 'Large', 'active', 'Asia/Shanghai', 'CNY', now(), now());
            insert into tag (tenant_id, key, kind, is_group, exclusive, sensitivity, name_en, created_at, updated_at)
            select :tenant, key, 'behaviour', false, false, 'behaviour', key, now(), now()
            from unnest(array['wanted', 'unwanted']) key
            """;

    private static final String PEOPLE = """
            create temporary table person as
              select n, uuidv7() as id from generate_series(%d, %d) n;
            insert into member (tenant_id, id, data_key, city, attributes, version, created_at, updated_at)
              select :tenant, id, decode(repeat('00', 60), 'hex'), 'Suzhou', '{}', 1, now(), now() from person;
            insert into member_tag (tenant_id, member_id, slot, origin_member_id, tag, removed, source, rank, written_by,
                written_at)
              select :tenant, id, t.tag, id, t.tag, false, 'import', 3, 'bench', now()
              from person join (values ('wanted', 2), ('unwanted', 5)) t(tag, each) on n %% each = 0;
            create temporary table happened as
              select id as member_id, uuidv7() as id, now() - random() * interval '365 days' as at,
                case when e <= 4 then 'order.paid' when e <= 8 then 'product.viewed' else 'store.visited' end as type,
                case when e <= 4 then (100 + random() * 60000)::bigint end as amount
              from person cross join generate_series(1, %d) e;
            """;

    private static final String EVENTS = """
            insert into event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at, amount, digest)
              select :tenant, id, member_id, type, 'till', id::text, at, at, amount, uuid_send(id) from happened;
            insert into member_metric (tenant_id, member_id, frequency, monetary, first_order_at, last_order_at)
              select :tenant, member_id, count(amount), coalesce(sum(amount), 0), min(at) filter (where amount is not null),
                max(at) filter (where amount is not null)
              from happened group by member_id;
            drop table happened;
            drop table person""";
}
