package dev.shuke.metric;

import dev.shuke.member.MemberView.Metrics;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Counts members anew from their events: for a few of them and for all, the same statements. */
@ApplicationScoped
class MetricRepository {
    private static final String HOLD = "select pg_advisory_xact_lock(hashtextextended('metric ' || $1::uuid, 0))";

    /** Corrections and merges hold the first of the two against everybody, and then the second. */
    private static final String HOLD_BESIDE_EVENTS = """
            select pg_advisory_xact_lock_shared(hashtextextended('event ' || $1::uuid, 0))
            """;

    private static final String ADD = """
            insert into metric_due (tenant_id, id, members) values ($1, $2, $3)
            returning not exists (select from metric_due where tenant_id = $1) as first
            """;
    private static final String TAKE = """
            delete from metric_due where tenant_id = $1 and id = any(array(
              select id from metric_due where tenant_id = $1 order by id limit $2))
            returning members
            """;

    private static final String COUNT = "select count(*) as members from member_metric where tenant_id = $1";

    /** Whoever writes an order of one of them waits. */
    private static final String PAGE = """
            select member_id from member_metric where tenant_id = $1 and member_id > $2
            order by member_id limit $3 for no key update
            """;

    private static final String RECOUNT = """
            update member_metric m
            set frequency = o.n, monetary = o.amount, refunded = o.refunded, coupons = o.coupons,
              complaints = o.complaints, first_order_at = o.first_at, last_order_at = o.last_at
            from unnest($2::uuid[]) k(member_id)
            cross join lateral (
              select count(*) filter (where type = 'order.paid') as n,
                coalesce(sum(amount) filter (where type = 'order.paid'), 0)::bigint as amount,
                coalesce(sum(amount) filter (where type = 'order.refunded'), 0)::bigint as refunded,
                count(*) filter (where type = 'coupon.redeemed') as coupons,
                count(*) filter (where type = 'complaint.opened') as complaints,
                min(occurred_at) filter (where type = 'order.paid') as first_at,
                max(occurred_at) filter (where type = 'order.paid') as last_at
              from event where tenant_id = $1 and member_id = k.member_id and superseded_by is null
            ) o
            where m.tenant_id = $1 and m.member_id = any($2) and m.member_id = k.member_id
            """;

    /**
     * Of what members have done equally often the latest counts, and of what they did at one moment the first by the
     * alphabet. A category counts once an order. {@code offset 0}: one look into an index for each member and order,
     * whatever the planner believes.
     */
    private static final String REFRESH = """
            with done as materialized (
              select e.* from unnest($2::uuid[]) k(member_id)
              cross join lateral (
                select id, member_id, type, occurred_at, occurred_at at time zone $3::text as local, store, channel, props
                from event
                where tenant_id = $1 and member_id = k.member_id and superseded_by is null
                  and type in ('order.paid', 'survey.answered')
                offset 0
              ) e
            ), said as (
              select o.member_id, s.what, s.value, o.occurred_at
              from done o
              cross join lateral (values
                ('store', o.store),
                ('channel', o.channel),
                ('payment', o.props ->> 'paymentMethod'),
                ('time', case when extract(hour from local) < 5 then 'night' when extract(hour from local) < 11 then 'morning'
                  when extract(hour from local) < 14 then 'noon' when extract(hour from local) < 17 then 'afternoon'
                  when extract(hour from local) < 22 then 'evening' else 'night' end),
                ('weekday', (array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
                  [extract(isodow from local)::int])
              ) s(what, value)
              where o.type = 'order.paid' and s.value is not null
              union all
              select o.member_id, 'category', i.category, o.occurred_at
              from done o
              cross join lateral (
                select distinct category from event_item
                where tenant_id = $1 and event_id = o.id and category is not null offset 0
              ) i
              where o.type = 'order.paid'
            ), best as (
              select distinct on (member_id, what) member_id, what, value
              from said group by member_id, what, value
              order by member_id, what, count(*) desc, max(occurred_at) desc, value collate "C"
            ), survey as (
              select distinct on (member_id) member_id, (props ->> 'score')::numeric as score
              from done
              where type = 'survey.answered' and jsonb_typeof(props -> 'score') = 'number'
                and (props ->> 'score')::numeric in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
              order by member_id, occurred_at desc, id desc
            ), habit as (
              select m.member_id, b.store, b.channel, b.category, b.time_of_day, b.weekday, s.score::smallint as nps,
                b.payment_method
              from member_metric m
              left join (
                select member_id, max(value) filter (where what = 'store') as store,
                  max(value) filter (where what = 'channel') as channel,
                  max(value) filter (where what = 'payment') as payment_method,
                  max(value) filter (where what = 'category') as category,
                  max(value) filter (where what = 'time') as time_of_day,
                  max(value) filter (where what = 'weekday') as weekday
                from best group by member_id
              ) b on b.member_id = m.member_id
              left join survey s on s.member_id = m.member_id
              where m.tenant_id = $1 and m.member_id = any($2) and coalesce(b.weekday, s.score::text) is not null
            ), gone as (
              delete from member_habit h
              where h.tenant_id = $1 and h.member_id = any($2)
                and not exists (select from habit x where x.member_id = h.member_id)
            )
            insert into member_habit as h (tenant_id, member_id, store, channel, category, time_of_day, weekday, nps,
              payment_method)
            select $1, member_id, store, channel, category, time_of_day, weekday, nps, payment_method from habit
            on conflict (tenant_id, member_id) do update set store = excluded.store, channel = excluded.channel,
              category = excluded.category, time_of_day = excluded.time_of_day, weekday = excluded.weekday,
              nps = excluded.nps, payment_method = excluded.payment_method
            where (h.store, h.channel, h.category, h.time_of_day, h.weekday, h.nps, h.payment_method) is distinct from
              (excluded.store, excluded.channel, excluded.category, excluded.time_of_day, excluded.weekday, excluded.nps,
                excluded.payment_method)
            """;

    private static final String FIND = """
            select m.monetary - m.refunded as net, m.monetary / nullif(m.frequency, 0) as basket,
              case when m.frequency > 1 then trunc(extract(epoch from m.last_order_at - m.first_order_at)
                / (86400 * (m.frequency - 1)))::bigint end as interval_days,
              m.coupons, m.complaints, h.nps, h.store, h.channel, h.category, h.time_of_day, h.weekday,
              h.payment_method
            from member_metric m
            left join member_habit h on h.tenant_id = $1 and h.member_id = m.member_id
            where m.tenant_id = $1 and m.member_id = $2
            """;

    /** Until the transaction ends nobody else counts members anew. */
    Uni<Void> hold(Tx tx) {
        return tx.first(HOLD, row -> true).replaceWithVoid();
    }

    /** Likewise, nor corrects, merges or erases anything. */
    Uni<Void> holdBesideEvents(Tx tx) {
        return tx.first(HOLD_BESIDE_EVENTS, row -> true).chain(() -> hold(tx));
    }

    /** Whether nobody was waiting before, as far as this transaction sees. */
    Uni<Boolean> add(Tx tx, UUID... members) {
        return tx.first(ADD, row -> row.getBoolean("first"), Ids.next(), members);
    }

    /** Those who have waited longest, from so many batches; each once. */
    Uni<List<UUID>> take(Tx tx, int batches) {
        return tx.list(TAKE, row -> row.getArrayOfUUIDs("members"), batches)
                .map(taken -> taken.stream().flatMap(Stream::of).distinct().toList());
    }

    Uni<Long> count(Tx tx) {
        return tx.first(COUNT, row -> row.getLong("members"));
    }

    /** By id; nobody else changes their numbers until the transaction ends. */
    Uni<List<UUID>> lock(Tx tx, UUID after, int limit) {
        return tx.list(PAGE, row -> row.getUUID("member_id"), after, limit);
    }

    Uni<Void> recount(Tx tx, UUID... members) {
        return tx.update(RECOUNT, (Object) members).replaceWithVoid();
    }

    /** @param zone in which the merchant's clocks go */
    Uni<Void> refresh(Tx tx, String zone, UUID... members) {
        return tx.update(REFRESH, members, zone).replaceWithVoid();
    }

    /** Null when there is nobody of the id. */
    Uni<Metrics.More> find(Tx tx, UUID member) {
        String currency = tx.call().tenant().currency();
        return tx.first(FIND, row -> read(row, currency), member);
    }

    private static Metrics.More read(Row row, String currency) {
        Long basket = row.getLong("basket");
        Short nps = row.getShort("nps");
        return new Metrics.More(
                new Money(row.getLong("net"), currency),
                basket == null ? null : new Money(basket, currency),
                row.getLong("interval_days"),
                row.getLong("coupons"),
                row.getLong("complaints"),
                nps == null ? null : nps.intValue(),
                row.getString("store"),
                row.getString("channel"),
                row.getString("category"),
                row.getString("time_of_day"),
                row.getString("weekday"),
                row.getString("payment_method"));
    }
}
