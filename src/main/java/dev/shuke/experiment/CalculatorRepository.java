package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.MatchingMembers;
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
    /** The members asked about. Who came before the first day counts on the day it comes again, as in an experiment. */
    private static final String ARRIVALS = """
            with came as (
              select m.member_id, min((arrival.occurred_at at time zone %3$s::text)::date) as day
              from %1$s
              join event arrival on arrival.tenant_id = $1 and arrival.member_id = m.member_id and arrival.type = %4$s
                and arrival.superseded_by is null
                and arrival.occurred_at >= %5$s::date::timestamp at time zone %3$s::text
                and arrival.occurred_at < %6$s::date::timestamp at time zone %3$s::text
              where %2$s
              group by m.member_id
            )
            select (day - %5$s::date) as day, count(*) as members from came group by 1
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
    Uni<Map<Integer, Long>> arrivals(Tx tx, MatchingMembers members, String event, LocalDate from, LocalDate until) {
        String sql = ARRIVALS.formatted(
                members.from(),
                members.where(),
                members.parameter(1),
                members.parameter(2),
                members.parameter(3),
                members.parameter(4));
        return tx.list(
                        sql,
                        row -> Map.entry(row.getInteger("day"), row.getLong("members")),
                        members.arguments(zone(tx), event, from, until))
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
