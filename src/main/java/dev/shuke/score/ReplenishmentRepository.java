package dev.shuke.score;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * When members have used up what they bought, by the days per unit of {@code product}: of one member from the orders as
 * they are, of all as they were when they were scored.
 */
@ApplicationScoped
class ReplenishmentRepository {
    /**
     * As {@link Replenishment#dueAt}: what is bought before the former is used up lasts on from there, so that the end is
     * the latest over all purchases of that purchase's time and how long all from it on last together. The conditions say
     * whose, by $2, and up to when, by $3. What lasts longer than a hundred years is cut there.
     */
    private static final String DUE = """
            with bought as (
              select e.member_id, i.sku, e.occurred_at,
                least(36525, p.days_per_unit * sum(i.quantity) over (
                  partition by e.member_id, i.sku order by e.occurred_at desc, e.id desc, i.line desc
                  rows unbounded preceding)) as days
              from member_metric m
              join event e on e.tenant_id = $1 and e.member_id = m.member_id
              join event_item i on i.tenant_id = $1 and i.event_id = e.id
              join product p on p.tenant_id = $1 and p.sku = i.sku and p.days_per_unit is not null
              where m.tenant_id = $1 and %s and %s and e.type = 'order.paid' and e.superseded_by is null
                and e.occurred_at < $3::timestamptz
            ),
            due as materialized (
              select member_id, sku, max(occurred_at + make_interval(secs => days * 86400)) as due_at,
                max(occurred_at) as bought_at
              from bought group by member_id, sku
            )
            """;

    private static final String OF_ONE = """
            select d.sku, p.name, p.days_per_unit, (d.due_at at time zone $4::text)::date as due_on, d.bought_at
            from due d join product p on p.tenant_id = $1 and p.sku = d.sku
            order by d.due_at, d.sku
            """;

    private static final String REPLACE = """
            , gone as (
              delete from member_replenishment r
              where r.tenant_id = $1 and r.member_id > $2 and r.member_id <= $4
                and not exists (select from due d where d.member_id = r.member_id and d.sku = r.sku)
            )
            insert into member_replenishment as r (tenant_id, member_id, sku, due_at, bought_at)
            select $1, d.member_id, d.sku, d.due_at, d.bought_at from due d
            join member_metric m on m.tenant_id = $1 and m.member_id = d.member_id
            order by d.member_id, d.sku
            for key share of m
            on conflict (tenant_id, member_id, sku) do update set due_at = excluded.due_at, bought_at = excluded.bought_at
            where (r.due_at, r.bought_at) is distinct from (excluded.due_at, excluded.bought_at)
            """;

    private static final String LIST = """
            select r.member_id, r.due_at, (r.due_at at time zone $4::text)::date as due_on,
              array_agg(r.sku order by r.sku) as skus
            from member_replenishment r
            join member_metric m on m.tenant_id = $1 and m.member_id = r.member_id and %s
            where r.tenant_id = $1 and r.due_at >= $2 and r.due_at < $3 and (r.due_at, r.member_id) > ($5, $6)
            group by r.due_at, r.member_id
            order by r.due_at, r.member_id limit $7
            """;

    /** Of those whom the purpose admits, who will have used something up from one moment to another, behind the cursor. */
    Uni<List<DueMemberView>> list(
            Tx tx, Purpose purpose, ZonedDateTime from, ZonedDateTime until, Cursor after, int limit) {
        return tx.list(
                LIST.formatted(purpose.choosing("m")),
                row -> new DueMemberView(
                        row.getUUID("member_id"),
                        row.getLocalDate("due_on"),
                        row.getOffsetDateTime("due_at").toInstant(),
                        List.of(row.getArrayOfStrings("skus"))),
                from.toOffsetDateTime(),
                until.toOffsetDateTime(),
                from.getZone().getId(),
                after.at().atOffset(ZoneOffset.UTC),
                after.id(),
                limit);
    }

    /** What one member has, the first to be used up first. */
    Uni<List<ReplenishmentView>> list(Tx tx, UUID memberId, ZonedDateTime now) {
        return tx.list(
                DUE.formatted("m.member_id = $2", Purpose.SERVICE.condition("m")) + OF_ONE,
                row -> new ReplenishmentView(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getDouble("days_per_unit"),
                        row.getLocalDate("due_on"),
                        row.getOffsetDateTime("bought_at").toInstant()),
                memberId,
                now.toOffsetDateTime(),
                now.getZone().getId());
    }

    /** Writes those of members between two ids, and takes away what is no more. */
    Uni<Integer> replace(Tx tx, UUID after, UUID upTo, CutOff cutOff) {
        return tx.update(
                DUE.formatted("m.member_id > $2 and m.member_id <= $4", Purpose.SERVICE.condition("m")) + REPLACE,
                after,
                cutOff.at().toOffsetDateTime(),
                upTo);
    }
}
