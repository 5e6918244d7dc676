package dev.shuke.experiment;

import dev.shuke.experiment.CohortMetric.Followed;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What members did after their first order, or after they had entered a segment. */
@ApplicationScoped
class CohortRepository {
    /** The purpose's condition. */
    private static final String BOUGHT = """
            select s.compared, m.member_id, m.first_order_at as at
            from member_metric m
            join spans s on m.first_order_at >= s.begins and m.first_order_at < s.ends
            where m.tenant_id = $1 and %s
            """;

    /** The conditions of the cohorts' purposes, the one compared first. Who was merged entered when the first of them did. */
    private static final String ENTERED = """
            select s.compared, n.member_id, n.at
            from (
              select c.segment_id, case when b.merged_into is null then b.id else b.merged_into end as member_id,
                min(c.at) as at
              from segment_change c
              join member b on b.tenant_id = $1 and b.id = c.member_id
              where c.tenant_id = $1 and c.segment_id in ($8::uuid, $9::uuid) and c.entered
              group by 1, 2
            ) n
            join spans s on n.segment_id = case when s.compared then $9::uuid else $8::uuid end
              and n.at >= s.begins and n.at < s.ends
            join member_metric m on m.tenant_id = $1 and m.member_id = n.member_id
            where case when s.compared then %s else %s end
            """;

    /**
     * When members began; the join of their orders; how many orders are not again. Days are of 24 hours, so that all are
     * followed for as long. Who is in both cohorts is in neither.
     */
    private static final String FOLLOWED = """
            with spans as (
              select s.compared, s.begins::timestamp at time zone $6::text as begins,
                (s.ends + 1)::timestamp at time zone $6::text as ends
              from (values (false, $2::date, $3::date), (true, $4::date, $5::date)) s(compared, begins, ends)
            ), begun as (
              %1$s
            ), once as (
              select bool_or(compared) as compared, member_id, min(at) as at
              from begun group by member_id having count(*) = 1
            ), of_member as (
              select o.compared, o.member_id, count(e.id) as orders, coalesce(sum(e.amount), 0) as revenue
              from once o
              %2$s join event e on e.tenant_id = $1 and e.member_id = o.member_id and e.type = 'order.paid'
                and e.superseded_by is null and e.occurred_at >= o.at
                and e.occurred_at < o.at + make_interval(hours => 24 * $7::int)
              group by o.compared, o.member_id
            )
            select compared, count(*) as members, count(*) filter (where orders > %3$s) as repeaters,
              count(*) filter (where orders > 0) as buyers,
              avg(revenue)::float8 as revenue, avg(orders)::float8 as orders,
              coalesce(var_samp(revenue), 0)::float8 as revenue_variance,
              coalesce(var_samp(orders), 0)::float8 as orders_variance,
              coalesce(covar_samp(revenue::float8, orders::float8), 0) as covariance
            from of_member group by compared
            """;

    /** From first orders on. By whether it is the cohort compared; nobody in it, no entry. */
    Uni<Map<Boolean, Followed>> bought(Tx tx, CohortRequest request) {
        return followed(
                tx,
                FOLLOWED.formatted(BOUGHT.formatted(Purpose.SERVICE.condition("m")), "", 1),
                arguments(tx, request));
    }

    /** Likewise, from the first entries to the cohorts' segments on. */
    Uni<Map<Boolean, Followed>> entered(Tx tx, CohortRequest request, Purpose baseline, Purpose compared) {
        String begun = ENTERED.formatted(compared.counting("m"), baseline.counting("m"));
        return followed(
                tx,
                FOLLOWED.formatted(begun, "left", 0),
                Stream.concat(
                        arguments(tx, request),
                        Stream.of(
                                request.baseline().segment(), request.compared().segment())));
    }

    private static Stream<Object> arguments(Tx tx, CohortRequest request) {
        return Stream.of(
                request.baseline().from(),
                request.baseline().to(),
                request.compared().from(),
                request.compared().to(),
                tx.call().tenant().zone().getId(),
                request.span());
    }

    private static Uni<Map<Boolean, Followed>> followed(Tx tx, String sql, Stream<Object> arguments) {
        return tx.list(sql, row -> Map.entry(row.getBoolean("compared"), read(row)), arguments.toArray())
                .map(CohortRepository::byCohort);
    }

    private static Map<Boolean, Followed> byCohort(List<Map.Entry<Boolean, Followed>> rows) {
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Followed read(Row row) {
        double covariance = row.getDouble("covariance");
        return new Followed(
                row.getLong("repeaters"),
                row.getLong("buyers"),
                new Moments(
                        row.getLong("members"),
                        new double[] {row.getDouble("revenue"), row.getDouble("orders")},
                        new double[][] {
                            {row.getDouble("revenue_variance"), covariance},
                            {covariance, row.getDouble("orders_variance")}
                        }));
    }
}
