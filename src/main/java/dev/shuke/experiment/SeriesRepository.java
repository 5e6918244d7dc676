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
 * How one metric of an experiment went on, day by day, in one statement: of each day by how much the units' sums and their
 * squares grew, so that they add up to what they were at its end.
 */
@ApplicationScoped
class SeriesRepository {
    /** Exposed; numbers; which events; zone. What a unit did on a day, and who came on which. */
    private static final String UNITS = """
            %1$s, happened as (
              select x.unit, array_position($3::text[], x.variant) as variant, (e.occurred_at at time zone %4$s)::date as day%2$s
              from exposed x
              join event e on e.member_id = x.unit and %3$s
              where not x.mixed
              group by x.unit, x.variant, 3
            ), entered as (
              select array_position($3::text[], variant) as variant, (first_at at time zone %4$s)::date as day,
                1 as units, 1 as people
              from exposed where not mixed
            )""";

    /** Exposed; numbers; joined events; zone; what of them is added up of a store and a day. Who is in several stores is one. */
    private static final String STORES = """
            %1$s, acted as (
              select x.unit, x.variant, e.member_id, (e.occurred_at at time zone %4$s)::date as day%2$s
              from exposed x
              join %3$s
              group by x.unit, x.variant, e.member_id, 4
            ), happened as (
              select unit, variant, day%5$s
              from (
                select *, row_number() over before = 1 as came, coalesce(max(n0) over before, 0) = 0 as new
                from acted
                window before as (
                  partition by unit, member_id order by day rows between unbounded preceding and 1 preceding)
              ) a
              group by unit, variant, day
            ), entered as (
              select variant, (first_at at time zone %4$s)::date as day, 1 as units, 0 as people from exposed
              union all
              select variant, min(day), 0, 1 from acted group by variant, member_id
            )""";

    /** Members of a store who did it, and all who were there, each on the first day. */
    private static final String OF_MEMBERS =
            ", count(*) filter (where n0 > 0 and new)::float8 as n0, count(*) filter (where came)::float8 as n1";

    /** What happened; numbers until the day; and until the day before; growth; its zeros; its sums. */
    private static final String SERIES = """
            with %1$s, so_far as (
              select h.variant, h.day%2$s
              from happened h
              window upto as (partition by h.unit order by h.day),
                before as (partition by h.unit order by h.day rows between unbounded preceding and 1 preceding)
            ), grown as (
              select variant, day, 0 as units, 0 as people%3$s from so_far
              union all
              select variant, day, units, people%4$s from entered
            )
            select variant, day, sum(units) as units, sum(people) as people%5$s
            from grown
            group by variant, day
            order by day, variant
            """;

    /** What adds up a unit's days. */
    private static final String SO_FAR =
            ", %1$s(h.n%%1$d) over upto as a%%1$d, coalesce(%1$s(h.n%%1$d) over before, 0) as b%%1$d";

    private static final int SUMS = 5;
    private static final String ONE = ", a0 - b0 as s0, a0 * a0 - b0 * b0 as s1";
    private static final String TWO = ", a1 - b1 as s2, a1 * a1 - b1 * b1 as s3, a0 * a1 - b0 * b1 as s4";

    /**
     * By how much a variant grew on a day.
     *
     * @param variant its place among the experiment's, from 0
     * @param units that had it from that day on
     * @param people behind the units of whom something was told on that day first: the units, but for stores
     * @param sums of the first number, of its square, of the second, of its square, of the product
     */
    record Growth(int variant, LocalDate day, long units, long people, double[] sums) {}

    /** By day, then by variant; days on which nothing grew are absent. The one metric has one or two numbers. */
    Uni<List<Growth>> growth(Tx tx, ResultsQuery query) {
        OutcomeSql outcome = new OutcomeSql(query.measures().stream()
                .filter(measure -> measure.fromDays() == 0)
                .toList());
        MetricDefinition metric = query.metrics().getFirst();
        int numbers = query.ofMembers(metric) || metric.type() == MetricType.RATIO ? 2 : 1;
        int sums = numbers == 1 ? 2 : SUMS;
        String zone = outcome.bind(tx.call().tenant().zone().getId(), "text");
        boolean once = metric.type() == MetricType.PROPORTION && !query.ofStores();
        String sql = SERIES.formatted(
                query.ofStores() ? ofStores(outcome, query, zone, numbers) : ofUnits(outcome, query, zone),
                each(numbers, SO_FAR.formatted(once ? "max" : "sum")),
                numbers == 1 ? ONE : ONE + TWO,
                ", 0".repeat(sums),
                each(sums, ", sum(s%1$d) as s%1$d"));
        return tx.list(sql, row -> growth(row, sums), outcome.arguments(query.fixed(outcome.types())));
    }

    private static String ofUnits(OutcomeSql outcome, ResultsQuery query, String zone) {
        return UNITS.formatted(
                ResultsRepository.exposed(query, outcome.bounds()),
                outcome.numbers(),
                outcome.counts(query.recorded()),
                zone);
    }

    private static String ofStores(OutcomeSql outcome, ResultsQuery query, String zone, int numbers) {
        boolean ofMembers = query.ofMembers(query.metrics().getFirst());
        return STORES.formatted(
                StoreResultsRepository.exposed(outcome),
                outcome.numbers(),
                StoreResultsRepository.events(outcome, query, ofMembers),
                zone,
                ofMembers ? OF_MEMBERS : each(numbers, ", sum(n%1$d) as n%1$d"));
    }

    private static String each(int numbers, String column) {
        return IntStream.range(0, numbers).mapToObj(column::formatted).collect(joining());
    }

    private static Growth growth(Row row, int sums) {
        return new Growth(
                row.getInteger("variant") - 1,
                row.getLocalDate("day"),
                row.getLong("units"),
                row.getLong("people"),
                IntStream.range(0, SUMS)
                        .mapToDouble(i -> i < sums ? row.getDouble("s" + i) : 0)
                        .toArray());
    }
}
