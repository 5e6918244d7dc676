package dev.shuke.event;

import dev.shuke.event.EventRow.Key;
import dev.shuke.member.IdentityService.Owner;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Events and their items; the counts per member are kept by the same statement that writes an event. */
@ApplicationScoped
class EventRepository {
    /**
     * One look into the unique index per key, whatever the planner believes: a plain join, planned while the table was
     * small and kept by the connection, read the whole table for every batch.
     */
    private static final String FIND_DIGESTS = """
            select k.source, k.source_id, e.digest
            from unnest($2::text[], $3::text[]) k(source, source_id)
            cross join lateral (
              select digest from event where tenant_id = $1 and source = k.source and source_id = k.source_id limit 1
            ) e
            """;

    private static final String FIND_ERASED = """
            select digest from erased_event where tenant_id = $1 and digest = any($2::bytea[])
            """;

    /** In one order for every batch, so that two batches about the same members wait and never deadlock. */
    private static final String LOCK_METRICS = """
            select member_id from member_metric where tenant_id = $1 and member_id = any($2::uuid[])
            order by member_id for no key update
            """;

    /**
     * An event whose correction came first is superseded as it is written; a tenant that never corrected anything pays one
     * look for the batch.
     */
    private static final String INSERT = """
            with sent as (
              select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                  $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::bytea[], $23::uuid[])
                s(id, member_id, type, source, source_id, occurred_at, store, channel, amount, corrects_source,
                  corrects_source_id, props, digest, origin_member_id)
            ), added as (
              insert into event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at,
                store, channel, amount, corrects_source, corrects_source_id, superseded_by, props, digest, origin_member_id)
              select $1, id, member_id, type, source, source_id, occurred_at, $15, store, channel, amount,
                corrects_source, corrects_source_id,
                case when (select true from event where tenant_id = $1 and corrects_source is not null
                    order by corrects_source limit 1) then (
                  select c.id from event c where c.tenant_id = $1 and c.corrects_source = sent.source
                    and c.corrects_source_id = sent.source_id limit 1) end,
                props::jsonb, digest, origin_member_id
              from sent order by source, source_id
              on conflict (tenant_id, source, source_id) do nothing
              returning id, member_id, type, occurred_at, amount, source, source_id, superseded_by
            ), lines as (
              insert into event_item (tenant_id, event_id, line, sku, name, category, quantity, price)
              select $1, i.event_id, i.line, i.sku, i.name, i.category, i.quantity, i.price
              from unnest($16::uuid[], $17::int[], $18::text[], $19::text[], $20::text[], $21::int[], $22::bigint[])
                i(event_id, line, sku, name, category, quantity, price)
              join added on added.id = i.event_id
            ), sums as (
              select member_id, count(*) filter (where type = 'order.paid') as n,
                coalesce(sum(amount) filter (where type = 'order.paid'), 0)::bigint as amount,
                coalesce(sum(amount) filter (where type = 'order.refunded'), 0)::bigint as refunded,
                count(*) filter (where type = 'coupon.redeemed') as coupons,
                count(*) filter (where type = 'complaint.opened') as complaints,
                min(occurred_at) filter (where type = 'order.paid') as first_at,
                max(occurred_at) filter (where type = 'order.paid') as last_at
              from added
              where type in ('order.paid', 'order.refunded', 'coupon.redeemed', 'complaint.opened')
                and superseded_by is null
              group by member_id
            ), counted as (
              update member_metric m
              set frequency = m.frequency + s.n, monetary = m.monetary + s.amount, refunded = m.refunded + s.refunded,
                coupons = m.coupons + s.coupons, complaints = m.complaints + s.complaints,
                first_order_at = least(m.first_order_at, s.first_at),
                last_order_at = greatest(m.last_order_at, s.last_at)
              from sums s where m.tenant_id = $1 and m.member_id = s.member_id
            )
            select source, source_id, superseded_by is not null as superseded from added
            """;
    /** Likewise, and of two corrections of one event the second is not written. */
    private static final String INSERT_CORRECTIONS =
            INSERT.replace("on conflict (tenant_id, source, source_id) do nothing", "on conflict do nothing");

    private static final String TIMELINE = """
            select id, type, source, source_id, occurred_at, received_at, store, channel, amount, corrects_source,
              corrects_source_id, superseded_by, props
            from event
            where tenant_id = $1 and member_id = $2 and (occurred_at, id) < ($3, $4) and occurred_at >= $5
            order by occurred_at desc, id desc limit $6
            """;
    /** Of members whom the condition on their metrics admits, in the order of arrival. */
    private static final String ALL = """
            select e.id, e.type, e.source, e.source_id, e.occurred_at, e.received_at, e.store, e.channel, e.amount,
              e.corrects_source, e.corrects_source_id, e.superseded_by, e.props, e.member_id
            from event e
            join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id
            where e.tenant_id = $1 and e.id > $2 and %s
            order by e.id limit $3
            """;

    private static final String ITEMS = """
            select event_id, sku, name, category, quantity, price from event_item
            where tenant_id = $1 and event_id = any($2::uuid[]) order by event_id, line
            """;

    /** A known event: its key and the digest of its payload. */
    record Known(Key key, byte[] digest) {}

    /** @param superseded whether its correction was there before it */
    record Written(Key key, boolean superseded) {}

    /** A line and the event that it belongs to. */
    record ItemOf(UUID eventId, EventRequest.Item item) {}

    Uni<List<Known>> findDigests(Tx tx, List<EventRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.list(
                        FIND_DIGESTS,
                        row -> new Known(keyOf(row), row.getBuffer("digest").getBytes()),
                        texts(rows, row -> row.event().source()),
                        texts(rows, row -> row.event().sourceId()));
    }

    /** Those of the digests that are of events of persons who were erased. */
    Uni<List<byte[]>> findErased(Tx tx, List<EventRow> rows) {
        return tx.list(FIND_ERASED, row -> row.getBuffer("digest").getBytes(), (Object)
                rows.stream().map(row -> Buffer.buffer(row.digest())).toArray(Buffer[]::new));
    }

    Uni<List<UUID>> lockMetrics(Tx tx, UUID[] memberIds) {
        return tx.list(LOCK_METRICS, row -> row.getUUID("member_id"), (Object) memberIds);
    }

    /**
     * Writes the events that no other call has written meanwhile.
     *
     * @param owners of the rows' identities
     */
    Uni<List<Written>> insert(Tx tx, List<EventRow> rows, Map<IdentityValue, Owner> owners) {
        boolean corrections = rows.stream().anyMatch(row -> row.corrects() != null);
        return tx.list(
                corrections ? INSERT_CORRECTIONS : INSERT,
                row -> new Written(keyOf(row), row.getBoolean("superseded")),
                arguments(EventColumns.of(rows, owners), ItemColumns.of(rows)));
    }

    private static Object[] arguments(EventColumns events, ItemColumns items) {
        return new Object[] {
            events.ids(),
            events.memberIds(),
            events.types(),
            events.sources(),
            events.sourceIds(),
            events.times(),
            events.stores(),
            events.channels(),
            events.amounts(),
            events.correctedSources(),
            events.correctedIds(),
            events.props(),
            events.digests(),
            Instant.now().atOffset(ZoneOffset.UTC),
            items.eventIds(),
            items.lines(),
            items.skus(),
            items.names(),
            items.categories(),
            items.quantities(),
            items.prices(),
            events.origins()
        };
    }

    /** The member's events since then, newest first, without their items. */
    Uni<List<EventView>> list(Tx tx, UUID memberId, Cursor before, Instant since, int limit) {
        String currency = tx.call().tenant().currency();
        return tx.list(
                TIMELINE,
                row -> read(row, currency),
                memberId,
                before.at().atOffset(ZoneOffset.UTC),
                before.id(),
                since.atOffset(ZoneOffset.UTC),
                limit);
    }

    /** Those of everybody whom the purpose admits, behind the id. */
    Uni<List<ExportedEvent>> listAll(Tx tx, Purpose purpose, UUID after, int limit) {
        String currency = tx.call().tenant().currency();
        return tx.list(
                ALL.formatted(purpose.condition("m")),
                row -> new ExportedEvent(row.getUUID("member_id"), read(row, currency)),
                after,
                limit);
    }

    Uni<List<ItemOf>> listItems(Tx tx, UUID[] eventIds) {
        String currency = tx.call().tenant().currency();
        return tx.list(
                ITEMS,
                row -> new ItemOf(
                        row.getUUID("event_id"),
                        new EventRequest.Item(
                                row.getString("sku"),
                                row.getString("name"),
                                row.getString("category"),
                                row.getInteger("quantity"),
                                money(row.getLong("price"), currency))),
                (Object) eventIds);
    }

    private static EventView read(Row row, String currency) {
        return new EventView(
                row.getUUID("id"),
                row.getString("type"),
                row.getString("source"),
                row.getString("source_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getString("store"),
                row.getString("channel"),
                money(row.getLong("amount"), currency),
                null,
                null,
                row.getString("corrects_source") == null
                        ? null
                        : new EventRequest.Reference(
                                row.getString("corrects_source"), row.getString("corrects_source_id")),
                row.getUUID("superseded_by"),
                row.getJsonObject("props") == null
                        ? null
                        : row.getJsonObject("props").getMap());
    }

    private static Money money(Long amount, String currency) {
        return amount == null ? null : new Money(amount, currency);
    }

    private static Key keyOf(Row row) {
        return new Key(row.getString("source"), row.getString("source_id"));
    }

    private static String[] texts(List<EventRow> rows, Function<EventRow, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
