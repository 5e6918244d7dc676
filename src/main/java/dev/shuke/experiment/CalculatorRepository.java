package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the merchant's own past says for the next experiment. */
@ApplicationScoped
class CalculatorRepository {
    /** The purpose's condition. Who came before the first day counts on the day it comes again, as in an experiment. */
    private static final String ARRIVALS = """
            with came as (
              select e.member_id, min((e.occurred_at at time zone $5::text)::date) as day
              from event e
              join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id
              where e.tenant_id = $1 and e.type = $2 and e.superseded_by is null
                and e.occurred_at >= $3::date::timestamp at time zone $5::text
                and e.occurred_at < $4::date::timestamp at time zone $5::text
                and %s
              group by e.member_id
            )
            select (day - $3::date) as day, count(*) as members from came group by 1
            """;

    /** The figure of a member at a store; the purpose's condition. */
    private static final String STORES = """
            with bought as (
              select e.store, e.member_id, %s as figure
              from event e
              join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id
              where e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null and e.store is not null
                and e.occurred_at >= $2::date::timestamp at time zone $4::text
                and e.occurred_at < $3::date::timestamp at time zone $4::text
                and %s
              group by e.store, e.member_id
            )
            select count(*) as members, avg(figure) as mean, var_samp(figure) as variance
            from bought group by store having count(*) >= $5::int order by store
            """;

    private static final Map<MemberMetric, String> FIGURES = Map.of(
            MemberMetric.REVENUE, "coalesce(sum(e.amount), 0)::float8",
            MemberMetric.ORDERS, "count(*)::float8",
            MemberMetric.REPURCHASE, "(count(*) > 1)::int::float8");

    /** Members by the first day, from 0, of so many until yesterday, on which they did it. */
    Uni<Map<Integer, Long>> arrivals(Tx tx, String event, Purpose purpose, LocalDate from, LocalDate until) {
        return tx.list(
                        ARRIVALS.formatted(purpose.counting("m")),
                        row -> Map.entry(row.getInteger("day"), row.getLong("members")),
                        event,
                        from,
                        until,
                        zone(tx))
                .map(days -> days.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** By store, of those with at least so many buyers. */
    Uni<List<Moments>> stores(Tx tx, MemberMetric metric, LocalDate from, LocalDate until, int least) {
        return tx.list(
                STORES.formatted(FIGURES.get(metric), Purpose.SERVICE.condition("m")),
                CalculatorRepository::moments,
                from,
                until,
                zone(tx),
                least);
    }

    private static Moments moments(Row row) {
        return Moments.of(row.getLong("members"), row.getDouble("mean"), row.getDouble("variance"));
    }

    private static String zone(Tx tx) {
        return tx.call().tenant().zone().getId();
    }
}
