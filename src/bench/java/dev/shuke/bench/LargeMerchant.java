package dev.shuke.bench;

import dev.shuke.localstack.ScratchStack;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A merchant of any size, written by SQL past the API: ten events a member over the last year, in the order in which they
 * happened, two in five of them orders; and two tags. All have consented to whatever a merchant begins with. What is sealed
 * of its members nobody will open.
 */
record LargeMerchant(UUID tenant, String slug, int members) {
    private static final int EVENTS_EACH = 10;

    static LargeMerchant fill(ScratchStack stack, String slug, int members) {
        var merchant = new LargeMerchant(UUID.randomUUID(), slug, members);
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica"); // no foreign key to check one by one
            statement.execute("set work_mem = '512MB'");
            merchant.execute(statement, PEOPLE.formatted(members));
            String timeline = dropTimeline(statement);
            for (int part = 0; part < EVENTS_EACH; part++) {
                merchant.execute(statement, EVENTS.formatted(EVENTS_EACH, part));
            }
            statement.execute(timeline);
            merchant.execute(statement, METRICS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return merchant;
    }

    /** What happens in turn is here and there in this index: made at the end it takes seconds, not minutes. */
    private static String dropTimeline(Statement statement) throws SQLException {
        try (var found = statement.executeQuery("select indexdef from pg_indexes where indexname = 'event_timeline'")) {
            found.next();
            String definition = found.getString(1);
            statement.execute("drop index event_timeline");
            return definition;
        }
    }

    private void execute(Statement statement, String statements) throws SQLException {
        for (String sql : statements.split(";")) {
            statement.execute(sql.replace(":tenant", "'" + tenant + "'").replace(":slug", "'" + slug + "'"));
        }
    }

    /** Every second member is wanted, and every fifth unwanted. */
    private static final String PEOPLE = """
            insert into tenant (tenant_id, slug, name, status, timezone, currency, created_at, updated_at)
            values (:tenant, :slug, 'Large', 'active', 'Asia/Shanghai', 'CNY', now(), now());
            insert into tag (tenant_id, key, kind, is_group, exclusive, sensitivity, name_en, created_at, updated_at)
            select :tenant, key, 'behaviour', false, false, 'behaviour', key, now(), now()
            from unnest(array['wanted', 'unwanted']) key;
            create temporary table person as select n, uuidv7() as id from generate_series(1, %d) n;
            insert into member (tenant_id, id, data_key, city, attributes, version, created_at, updated_at)
              select :tenant, id, decode(repeat('00', 60), 'hex'), 'Suzhou', '{}', 1, now(), now() from person;
            insert into member_tag (tenant_id, member_id, slot, origin_member_id, tag, removed, source, rank, written_by,
                written_at)
              select :tenant, id, t.tag, id, t.tag, false, 'import', 3, 'bench', now()
              from person join (values ('wanted', 2), ('unwanted', 5)) t(tag, each) on n %% each = 0
            """;

    /** One of each member in each of so many equal parts of the year, from the earliest on. */
    private static final String EVENTS = """
            insert into event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at, amount, digest)
              select :tenant, id, member_id, type, 'till', id::text, at, at,
                case when type = 'order.paid' then (100 + random() * 60000)::bigint end, uuid_send(id)
              from (
                select id as member_id, uuidv7() as id,
                  now() - (%1$d - %2$d - random()) * interval '365 days' / %1$d as at,
                  (array['order.paid', 'order.paid', 'product.viewed', 'product.viewed', 'store.visited'])
                    [1 + floor(random() * 5)::int] as type
                from person
              ) happened
              order by at
            """;

    private static final String METRICS = """
            analyze person;
            analyze event;
            insert into member_metric (tenant_id, member_id, consent_mask, frequency, monetary, first_order_at, last_order_at)
              select :tenant, p.id, 1023, count(e.amount), coalesce(sum(e.amount), 0), min(e.occurred_at), max(e.occurred_at)
              from person p
              left join event e on e.tenant_id = :tenant and e.member_id = p.id and e.type = 'order.paid'
              group by p.id
              order by p.id;
            drop table person""";
}
