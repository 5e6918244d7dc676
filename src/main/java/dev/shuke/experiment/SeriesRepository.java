package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one metric of an experiment with members as units went on, day by day, in one statement: of each day by how much the
 * units' sums and their squares grew, so that they add up to what they were at its end.
 */
@ApplicationScoped
class SeriesRepository {
    /** Exposed; numbers; which events; numbers until the day; and until the day before; growth; zone. */
    private static final String SERIES = """
            with %1$s, happened as (
              select x.unit, array_position($3::text[], x.variant) as variant, (e.occurred_at at time zone %6$s)::date as day%2$s
              from exposed x
              join event e on e.member_id = x.unit and %3$s
              where not x.mixed
              group by x.unit, x.variant, 3
            ), so_far as (
              select h.variant, h.day%4$s
              from happened h
              window upto as (partition by h.unit order by h.day),
                before as (partition by h.unit order by h.day rows between unbounded preceding and 1 preceding)
            ), grown as (
              select variant, day, 0 as units%5$s from so_far
              union all
              select array_position($3::text[], variant), (first_at at time zone %6$s)::date, 1%7$s from exposed where not mixed
            )
            select variant, day, sum(units) as units%8$s
            from grown
            group by variant, day
            order by day, variant
            """;

    private static final int SUMS = 5;
    private static final String ONE = ", a0 - b0 as s0, a0 * a0 - b0 * b0 as s1";
    private static final String TWO = ", a1 - b1 as s2, a1 * a1 - b1 * b1 as s3, a0 * a1 - b0 * b1 as s4";

    /**
     * By how much a variant grew on a day.
     *
     * @param variant its place among the experiment's, from 0
     * @param units exposed on the day for the first time
     * @param sums of the first number, of its square, of the second, of its square, of the product
     */
    record Growth(int variant, LocalDate day, long units, double[] sums) {}

    /** By day, then by variant; days on which nothing grew are absent. The one metric has one or two numbers. */
    Uni<List<Growth>> growth(Tx tx, ResultsQuery query) {
        List<Measure> measures = query.measures().stream()
                .filter(measure -> measure.fromDays() == 0)
                .toList();
        OutcomeSql outcome = new OutcomeSql(measures);
        int sums = measures.size() == 1 ? 2 : SUMS;
        String zone = outcome.bind(tx.call().tenant().zone().getId(), "text");
        String sql = SERIES.formatted(
                ResultsRepository.exposed(query, outcome.bounds()),
                outcome.numbers(),
                outcome.counts(query.recorded()),
                IntStream.range(0, measures.size())
                        .mapToObj(i -> soFar(i, measures.get(i)))
                        .collect(joining()),
                measures.size() == 1 ? ONE : ONE + TWO,
                zone,
                ", 0".repeat(sums),
                IntStream.range(0, sums)
                        .mapToObj(i -> ", sum(s" + i + ") as s" + i)
                        .collect(joining()));
        return tx.list(sql, row -> growth(row, sums), outcome.arguments(query.fixed(outcome.types())));
    }

    private static String soFar(int number, Measure measure) {
        String sum = measure.whether() ? "max" : "sum";
        return ", %2$s(h.n%1$d) over upto as a%1$d, coalesce(%2$s(h.n%1$d) over before, 0) as b%1$d"
                .formatted(number, sum);
    }

    private static Growth growth(Row row, int sums) {
        return new Growth(
                row.getInteger("variant") - 1,
                row.getLocalDate("day"),
                row.getLong("units"),
                IntStream.range(0, SUMS)
                        .mapToDouble(i -> i < sums ? row.getDouble("s" + i) : 0)
                        .toArray());
    }
}
