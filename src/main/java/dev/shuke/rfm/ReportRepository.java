package dev.shuke.rfm;

import dev.shuke.platform.privacy.Counting;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.rfm.RfmConcentration.Counted;
import dev.shuke.rfm.RfmDistribution.CellCount;
import dev.shuke.tag.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many members have which scores, tiers and stages, and had. */
@ApplicationScoped
class ReportRepository {
    /** The purpose's condition: who was scored may have had his data restricted since. */
    private static final String COUNT = """
            select s.r, s.f, s.m, count(*) as members
            from member_rfm s
            join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            where s.tenant_id = $1 and %s
            group by s.r, s.f, s.m
            order by s.r desc, s.f desc, s.m desc
            """;

    /** The purpose's condition; percents. The best i of n are those up to the place i × n / 100, rounded up. */
    private static final String CONCENTRATION = """
            with bought as (
              select row_number() over best as place, count(*) over () as buyers,
                sum(m.monetary) over best as so_far, sum(m.monetary) over () as paid_by_all
              from member_metric m
              where m.tenant_id = $1 and m.frequency > 0 and %s
              window best as (order by m.monetary desc, m.member_id)
            )
            select p.percent, b.place as members, b.so_far::bigint as paid, b.paid_by_all::bigint as paid_by_all
            from bought b
            join unnest($2::int[]) p(percent) on b.place = (b.buyers * p.percent + 99) / 100
            order by p.percent
            """;

    /** Table, column and the purpose's condition. */
    private static final String BY_KEY = """
            select s.%2$s as key, count(*) as members
            from %1$s s
            join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            where s.tenant_id = $1 and s.%2$s is not null and %3$s
            group by s.%2$s
            """;

    /** The purpose's condition. What somebody was at the end of a day is what he last became by then. */
    private static final String MOVES = """
            with before as (
              select distinct on (member_id) member_id, after as key from member_transition
              where tenant_id = $1 and kind = $2 and at < ($3::date + 1)::timestamp at time zone $5::text
              order by member_id, at desc
            ), after as (
              select distinct on (member_id) member_id, after as key from member_transition
              where tenant_id = $1 and kind = $2 and at < ($4::date + 1)::timestamp at time zone $5::text
              order by member_id, at desc
            )
            select b.key as before, a.key as after, count(*) as members
            from after a
            left join before b on b.member_id = a.member_id
            join member_metric m on m.tenant_id = $1 and m.member_id = a.member_id
            where coalesce(a.key, b.key) is not null and %s
            group by b.key, a.key
            order by count(*) desc, b.key, a.key
            """;

    Uni<List<CellCount>> cells(Tx tx, Counting counting) {
        return tx.list(
                COUNT.formatted(counting.condition("m")),
                row -> new CellCount(row.getInteger("r"), row.getInteger("f"), row.getInteger("m"), members(row)));
    }

    /** Of everybody who has bought by now. */
    Uni<List<Counted>> concentration(Tx tx, Counting counting) {
        return tx.list(
                CONCENTRATION.formatted(counting.condition("m")),
                row -> new Counted(
                        row.getInteger("percent"), members(row), row.getLong("paid"), row.getLong("paid_by_all")),
                (Object) RfmConcentration.PERCENTS.toArray(Integer[]::new));
    }

    /** How many members are in which tier. */
    Uni<Map<String, Long>> tiers(Tx tx, Counting counting) {
        return byKey(tx, counting, "member_rfm", "tier");
    }

    /** How many members are in which stage. */
    Uni<Map<String, Long>> stages(Tx tx, Counting counting) {
        return byKey(tx, counting, "member_stage", "stage");
    }

    private static Uni<Map<String, Long>> byKey(Tx tx, Counting counting, String table, String column) {
        Map<String, Long> counts = new HashMap<>();
        return tx.list(
                        BY_KEY.formatted(table, column, counting.condition("m")),
                        row -> counts.put(row.getString("key"), members(row)))
                .replaceWith(counts);
    }

    /** Of everybody who is in one of a kind at the end of the one day or of the other. */
    Uni<List<Transition>> moves(Tx tx, Counting counting, TransitionMatrix.Kind kind, LocalDate from, LocalDate to) {
        return tx.list(
                MOVES.formatted(counting.condition("m")),
                row -> new Transition(row.getString("before"), row.getString("after"), members(row)),
                kind.key(),
                from,
                to,
                tx.call().tenant().zone().getId());
    }

    private static Long members(Row row) {
        return row.getLong("members");
    }
}
