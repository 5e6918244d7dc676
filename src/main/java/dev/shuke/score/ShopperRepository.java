package dev.shuke.score;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Members as they stood at a cut-off, made of their events: what happened from then on has no part in it. */
@ApplicationScoped
class ShopperRepository {
    /** As the event types of those names; who has no such events has none of it. */
    private static final String[] TYPES = {
        "order.paid", "order.refunded", "complaint.opened", "coupon.granted", "coupon.redeemed", "competitor.contacted"
    };

    private static final String COUNT = """
            select count(*) as members from member_metric m where m.tenant_id = $1 and m.frequency > 0 and %s
            """;

    /** Up to which id one goes to have so many members. */
    private static final String BOUND = """
            select member_id from member_metric
            where tenant_id = $1 and member_id > $2 order by member_id offset $3 limit 1
            """;

    /**
     * An event that was corrected counts as it was if the correction came from the cut-off on. Of the coupons those
     * granted and not redeemed are unused; none of them is told from another.
     */
    private static final String LIST = """
            with chosen as materialized (
              select m.member_id from member_metric m
              where m.tenant_id = $1 and m.member_id > $2 and m.member_id <= $3 and %s
                and (hashtextextended(m.member_id::text, 0) & 65535) < $4::bigint
            ),
            seen as (
              select e.id, e.member_id, e.type, e.occurred_at, coalesce(e.amount, 0) as amount,
                (e.occurred_at at time zone $9::text)::date as day, e.occurred_at >= $5::timestamptz as later,
                e.type = 'order.paid' and e.occurred_at < $5::timestamptz as bought
              from chosen c
              join event e on e.tenant_id = $1 and e.member_id = c.member_id
              where e.occurred_at < $8::timestamptz and e.type = any($10::text[])
                and (e.superseded_by is null or e.occurred_at < $5::timestamptz and $5::timestamptz <= (
                  select by.occurred_at from event by where by.tenant_id = $1 and by.id = e.superseded_by))
            ),
            spaced as (
              select *, day - lag(day) over earlier as gap, day - first_value(day) over earlier as since
              from seen
              window earlier as (partition by member_id, bought order by occurred_at)
            ),
            shopper as (
              select member_id,
                array_agg(id) filter (where bought) as ids,
                count(*) filter (where bought)::int as orders,
                count(*) filter (where bought and (gap is null or gap > 0))::int as order_days,
                array_agg(gap) filter (where bought and gap > 0) as gaps,
                $6::date - min(day) filter (where bought) as age,
                max(since) filter (where bought) as span,
                coalesce(sum(amount) filter (where bought), 0)::float8 as spent,
                coalesce(sum(amount) filter (where bought and since > 0), 0)::float8 as spent_again,
                coalesce(sum(amount) filter (where bought and occurred_at >= $11::timestamptz), 0)::float8 as lately,
                extract(epoch from $5::timestamptz - max(occurred_at) filter (where bought))::float8 / 86400 as recency,
                extract(epoch from $5::timestamptz - min(occurred_at) filter (where bought))::float8 / 86400 as tenure,
                count(*) filter (where bought and occurred_at >= $7::timestamptz)::int as recent_orders,
                count(*) filter (where type = 'order.refunded' and not later)::int as refunds,
                count(*) filter (where type = 'complaint.opened' and not later)::int as complaints,
                greatest(0, count(*) filter (where type = 'coupon.granted' and not later)
                  - count(*) filter (where type = 'coupon.redeemed' and not later))::int as unused,
                count(*) filter (where type = 'competitor.contacted' and not later)::int as competitors,
                count(*) filter (where type = 'order.paid' and later)::int as later_orders,
                coalesce(sum(amount) filter (where type = 'order.paid' and later), 0)::float8 as later_spent,
                min(day) filter (where type = 'order.paid' and later) - $6::date as next_in_days
              from spaced
              group by member_id
              having count(*) filter (where bought) > 0
            )
            select s.*, (
                select count(distinct i.sku) from event_item i where i.tenant_id = $1 and i.event_id = any(s.ids)
              )::int as products
            from shopper s
            order by s.member_id
            """;

    /** Who has bought. */
    Uni<Long> count(Tx tx) {
        return tx.first(COUNT.formatted(Purpose.SERVICE.condition("m")), row -> row.getLong("members"));
    }

    /** The id of the last of so many members behind one; null when there are not as many. */
    Uni<UUID> findBound(Tx tx, UUID after, int members) {
        return tx.first(BOUND, row -> row.getUUID(0), after, members - 1);
    }

    /**
     * Those members who had bought by the cut-off, by their ids.
     *
     * @param upTo the last id
     * @param sample of which members, see {@link Sample#threshold}
     * @param laterDays for how long from the cut-off on it is looked at what they then bought; 0 for not at all
     */
    Uni<List<Shopper>> list(Tx tx, UUID after, UUID upTo, long sample, CutOff cutOff, int laterDays) {
        return tx.list(
                LIST.formatted(Purpose.SERVICE.choosing("m")),
                ShopperRepository::read,
                after,
                upTo,
                sample,
                cutOff.at().toOffsetDateTime(),
                cutOff.day(),
                cutOff.recentSince().toOffsetDateTime(),
                cutOff.at().plusDays(laterDays).toOffsetDateTime(),
                cutOff.zone().getId(),
                TYPES,
                cutOff.at().minusDays(laterDays).toOffsetDateTime());
    }

    private static Shopper read(Row row) {
        int orderDays = row.getInteger("order_days");
        int again = orderDays - 1;
        int age = Math.max(row.getInteger("age"), row.getInteger("span"));
        double recency = Math.max(0, row.getDouble("recency"));
        return new Shopper(
                row.getUUID("member_id"),
                new ShoppingSummary(
                        recency,
                        Math.max(recency, row.getDouble("tenure")),
                        row.getInteger("orders"),
                        orderDays,
                        row.getInteger("recent_orders"),
                        row.getDouble("spent"),
                        row.getInteger("products"),
                        row.getInteger("refunds"),
                        row.getInteger("complaints"),
                        row.getInteger("unused"),
                        row.getInteger("competitors")),
                new BuyingPattern(again, row.getInteger("span"), age),
                new Spending(again, again == 0 ? 0 : Math.max(1, row.getDouble("spent_again") / again)),
                again == 0 ? List.of() : List.of(row.getArrayOfIntegers("gaps")),
                row.getDouble("lately"),
                new Shopper.Later(
                        row.getInteger("later_orders"), row.getDouble("later_spent"), row.getInteger("next_in_days")));
    }
}
