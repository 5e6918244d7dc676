package dev.shuke.experiment;

import dev.shuke.experiment.StoreSales.Sums;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** What stores sold, by one reading of the orders. */
@ApplicationScoped
class PilotRepository {
    /**
     * The purpose's condition. Stores are chosen by what they sold before, which the pilot cannot have changed. A row of no
     * store is of all of a group: of a week, or of a period.
     */
    private static final String SALES = """
            with bought as materialized (
              select e.store, e.store = any($2::text[]) as treated, e.member_id,
                floor(((e.occurred_at at time zone $7::text)::date - $4::date) / 7.0)::int as week,
                count(*) as orders, coalesce(sum(e.amount), 0) as revenue,
                bool_or(e.occurred_at = m.first_order_at) as is_new
              from event e
              join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id
              where e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null and %s
                and e.occurred_at >= $5::date::timestamp at time zone $7::text
                and e.occurred_at < $6::date::timestamp at time zone $7::text
                and (e.store = any($2::text[]) or e.store = any($3::text[]) or $3::text[] is null and e.store is not null)
              group by e.store, e.member_id, week
            ), of_member as materialized (
              select store, treated, week >= 0 as after, member_id,
                sum(orders) as orders, sum(revenue) as revenue, bool_or(is_new) as is_new
              from bought group by store, treated, week >= 0, member_id
            ), kept as materialized (
              select store from of_member where not after group by store having count(*) >= $8::int
            )
            select o.store, o.treated, o.after, null::int as week, count(*) as members,
              sum(o.orders)::bigint as orders, sum(o.revenue)::bigint as revenue,
              count(*) filter (where o.orders > 1) as repeaters, count(*) filter (where o.is_new) as newcomers
            from of_member o join kept k on k.store = o.store
            group by o.store, o.treated, o.after
            union all
            select null, o.treated, o.after, null, count(distinct o.member_id),
              sum(o.orders)::bigint, sum(o.revenue)::bigint,
              count(distinct o.member_id) filter (where o.orders > 1),
              count(distinct o.member_id) filter (where o.is_new)
            from of_member o join kept k on k.store = o.store
            group by o.treated, o.after
            union all
            select null, b.treated, null, b.week, count(distinct b.member_id),
              sum(b.orders)::bigint, sum(b.revenue)::bigint, 0,
              count(distinct b.member_id) filter (where b.is_new)
            from bought b join kept k on k.store = b.store
            group by b.treated, b.week
            order by 1, 2, 4, 3
            """;

    /** @param week null of a period; then the store is null of a group */
    private record Line(String store, boolean treated, Boolean after, Integer week, Sums sums) {}

    /**
     * Of the weeks before and after a day; without the stores of fewer than {@link GroupFigures#LEAST} buyers before.
     *
     * @param control null for all others
     */
    Uni<StoreSales> sales(Tx tx, List<String> treated, List<String> control, LocalDate start, int weeks) {
        return tx.list(
                        SALES.formatted(Purpose.SERVICE.condition("m")),
                        PilotRepository::read,
                        treated.toArray(String[]::new),
                        control == null ? null : control.toArray(String[]::new),
                        start,
                        start.minusWeeks(weeks),
                        start.plusWeeks(weeks),
                        tx.call().tenant().zone().getId(),
                        GroupFigures.LEAST)
                .map(PilotRepository::sales);
    }

    private static StoreSales sales(List<Line> lines) {
        return new StoreSales(
                lines.stream()
                        .filter(line -> line.store() != null && !line.after())
                        .map(before -> new StoreSales.Store(
                                before.store(), before.treated(), before.sums(), after(lines, before.store())))
                        .toList(),
                lines.stream()
                        .filter(line -> line.store() == null && line.week() == null)
                        .map(line -> new StoreSales.Group(line.treated(), line.after(), line.sums()))
                        .toList(),
                lines.stream()
                        .filter(line -> line.week() != null)
                        .map(line -> new StoreSales.Week(line.treated(), line.week(), line.sums()))
                        .toList());
    }

    private static Sums after(List<Line> lines, String store) {
        return lines.stream()
                .filter(line -> store.equals(line.store()) && line.after())
                .map(Line::sums)
                .findFirst()
                .orElse(Sums.NONE);
    }

    private static Line read(Row row) {
        return new Line(
                row.getString("store"),
                row.getBoolean("treated"),
                row.getBoolean("after"),
                row.getInteger("week"),
                new Sums(
                        row.getLong("members"),
                        row.getLong("orders"),
                        row.getLong("revenue"),
                        row.getLong("repeaters"),
                        row.getLong("newcomers")));
    }
}
