package dev.shuke.experiment;

import dev.shuke.experiment.CohortMetric.Followed;
import dev.shuke.experiment.CohortRequest.Cohort;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What members did after their first order. */
@ApplicationScoped
class CohortRepository {
    /** The purpose's condition. Days are of 24 hours, so that all are followed for as long. */
    private static final String FOLLOWED = """
            with spans as (
              select s.compared, s.begins::timestamp at time zone $6::text as begins,
                (s.ends + 1)::timestamp at time zone $6::text as ends
              from (values (false, $2::date, $3::date), (true, $4::date, $5::date)) s(compared, begins, ends)
            ), of_member as (
              select s.compared, m.member_id, count(*) as orders, coalesce(sum(e.amount), 0) as revenue
              from member_metric m
              join spans s on m.first_order_at >= s.begins and m.first_order_at < s.ends
              join event e on e.tenant_id = $1 and e.member_id = m.member_id and e.type = 'order.paid'
                and e.superseded_by is null and e.occurred_at >= m.first_order_at
                and e.occurred_at < m.first_order_at + make_interval(hours => 24 * $7::int)
              where m.tenant_id = $1 and %s
              group by s.compared, m.member_id
            )
            select compared, count(*) as members, count(*) filter (where orders > 1) as repeaters,
              avg(revenue)::float8 as revenue, avg(orders)::float8 as orders,
              coalesce(var_samp(revenue), 0)::float8 as revenue_variance,
              coalesce(var_samp(orders), 0)::float8 as orders_variance,
              coalesce(covar_samp(revenue::float8, orders::float8), 0) as covariance
            from of_member group by compared
            """;

    /** By whether it is the one compared; nobody in it, no entry. */
    Uni<Map<Boolean, Followed>> followed(Tx tx, Cohort baseline, Cohort compared, int days) {
        return tx.list(
                        FOLLOWED.formatted(Purpose.SERVICE.condition("m")),
                        row -> Map.entry(row.getBoolean("compared"), read(row)),
                        baseline.from(),
                        baseline.to(),
                        compared.from(),
                        compared.to(),
                        tx.call().tenant().zone().getId(),
                        days)
                .map(CohortRepository::byCohort);
    }

    private static Map<Boolean, Followed> byCohort(List<Map.Entry<Boolean, Followed>> rows) {
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Followed read(Row row) {
        double covariance = row.getDouble("covariance");
        return new Followed(
                row.getLong("repeaters"),
                new Moments(
                        row.getLong("members"),
                        new double[] {row.getDouble("revenue"), row.getDouble("orders")},
                        new double[][] {
                            {row.getDouble("revenue_variance"), covariance},
                            {covariance, row.getDouble("orders_variance")}
                        }));
    }
}
