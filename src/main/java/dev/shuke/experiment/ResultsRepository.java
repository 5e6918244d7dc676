package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import dev.shuke.experiment.Outcomes.Cell;
import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of experiments with members as units: one statement for all metrics, which reads the exposures once and the
 * events once. Nobody is left out for having withdrawn a consent or objected since: crowds of at least ten are of nobody and
 * need no consent, and who withdraws may do so for what the variant showed him. Whose data is restricted is left out.
 */
@ApplicationScoped
class ResultsRepository {
    /** Who has seen what; what units are broken down by; bounds. */
    private static final String EXPOSED = """
            exposed as (
              select m.member_id as unit, x.variant, x.mixed, x.first_at, %2$s as part%3$s
              from %1$s x
              join member_metric m on m.tenant_id = $1 and m.member_id = x.member_id and not m.restricted
              where (x.mixed or x.variant = any($3::text[])) and x.member_id <> all($4::uuid[])
                and x.first_at >= $5::timestamptz and x.first_at < $6::timestamptz and x.first_at <= $7::timestamptz
            )""";

    /**
     * Exposed; numbers; which events; caps; quantiles; moments; quantiles' join and its columns; part; the split in force when
     * a unit came; how many came by each. Who saw several variants is in variant 0. A unit is grouped by its id alone, so that
     * the planner knows how many groups there are.
     */
    private static final String OUTCOMES = """
            with %1$s, unit as (
              select case when any_value(x.mixed) then 0 else array_position($3::text[], any_value(x.variant)) end as variant,
                %9$s as part%10$s%2$s
              from exposed x
              left join event e on not x.mixed and e.member_id = x.unit and %3$s
              group by x.unit
            ), cap as (
              select count(*) as units%4$s from unit u where u.variant > 0
            )%5$s
            select u.variant, u.part, count(*) as units%11$s%6$s
            from unit u
            cross join cap c%7$s
            group by u.variant, u.part%8$s
            """;

    /** Name; by what units are told apart; quantiles. */
    private static final String QUANTILES = """
            , %1$s_sized as (
              select %2$s, count(*)::float8 as units from unit where variant > 0 group by %2$s
            ), %1$s as (
              select %2$s%3$s
              from unit u
              join %1$s_sized s using (%2$s)
              group by %2$s, s.units
            )""";

    /** It had been received, and its correction had not. That it has one is said twice, so that each of the two has its index. */
    private static final String COUNTED_THEN = """
            %1$s.received_at <= %2$s and (%1$s.superseded_by is null or %1$s.superseded_by is not null and (
              select c.received_at from event c where c.tenant_id = $1 and c.id = %1$s.superseded_by) > %2$s)""";

    /** Of all variants together: the last split. */
    private static final String ARRIVED = """
            , (select array_agg(coalesce(came.units, 0) order by split.at)
                from generate_series(0, %d) split(at)
                left join (select split, count(*) as units from unit where variant > 0 group by split) came
                  on came.split = split.at) as arrived""";

    private static final String TIER = """
            (select t.after from member_transition t
             where t.tenant_id = $1 and t.kind = 'tier' and t.member_id = x.member_id and t.at <= x.first_at
             order by t.at desc limit 1)""";

    private static final String LAST = """
            (select l.%1$s from event l
             where l.tenant_id = $1 and l.member_id = x.member_id and %2$s and l.%1$s <> '' and l.occurred_at <= x.first_at
             order by l.occurred_at desc, l.id desc limit 1)""";

    /** Of one variant and part. */
    Uni<Outcomes> outcomes(Tx tx, ResultsQuery query) {
        Statement statement = statement(query);
        return tx.list(
                        statement.sql(),
                        row -> new Counted(cell(row, query), arrived(row, query)),
                        statement.arguments())
                .map(ResultsRepository::outcomes);
    }

    /** @param arrived the same in each */
    private record Counted(Cell cell, List<Long> arrived) {}

    record Statement(String sql, Object[] arguments) {}

    static Statement statement(ResultsQuery query) {
        OutcomeSql outcome = new OutcomeSql(query.measures());
        QuantileSql quantiles = new QuantileSql(query, outcome);
        List<Instant> changes = query.changes();
        String sql = OUTCOMES.formatted(
                exposed(query, outcome.bounds()),
                outcome.numbers(),
                outcome.counts(query.recorded()),
                caps(query.measures(), outcome),
                quantiles.tables(QUANTILES),
                quantiles.columns() + each(query, metric -> moments(metric, query)),
                quantiles.joins(),
                quantiles.groups(),
                query.by() == null ? "''" : "coalesce(any_value(x.part), '')",
                changes.isEmpty()
                        ? ""
                        : ", width_bucket(any_value(x.first_at), " + outcome.bind(stored(changes), "timestamptz[]")
                                + ") as split",
                changes.isEmpty() ? "" : ARRIVED.formatted(changes.size()));
        return new Statement(sql, outcome.arguments(query.fixed(outcome.types())));
    }

    private static OffsetDateTime[] stored(List<Instant> times) {
        return times.stream().map(time -> time.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    private static String each(ResultsQuery query, IntFunction<String> metric) {
        return IntStream.range(0, query.metrics().size()).mapToObj(metric).collect(joining());
    }

    /**
     * Whether an event counts.
     *
     * @param recorded whether it counted at {@link OutcomeSql#AS_OF}
     */
    static String counted(String event, boolean recorded) {
        return recorded ? COUNTED_THEN.formatted(event, OutcomeSql.AS_OF) : event + ".superseded_by is null";
    }

    static String exposed(ResultsQuery query, String bounds) {
        String counted = counted("l", query.recorded());
        String part = switch (query.by()) {
            case null -> "null::text";
            case TIER -> TIER;
            case STORE -> LAST.formatted("store", counted);
            case CHANNEL -> LAST.formatted("channel", counted);
        };
        return EXPOSED.formatted(ExposureRepository.seen(query.recorded()), part, bounds);
    }

    private static String caps(List<Measure> measures, OutcomeSql outcome) {
        return IntStream.range(0, measures.size())
                .filter(i -> measures.get(i).winsorise() != null)
                .mapToObj(i -> ", percentile_cont(%s) within group (order by u.n%d) as c%d"
                        .formatted(outcome.bind(measures.get(i).winsorise(), "float8"), i, i))
                .collect(joining());
    }

    /** Of every pair of the metric's numbers; aggregates of one pair share what they add up. */
    private static String moments(int metric, ResultsQuery query) {
        int first = query.first(metric);
        int numbers = query.numbers(metric);
        String pairs = pairs(numbers)
                .map(pair -> """
                        regr_count(%1$s, %2$s), regr_avgy(%1$s, %2$s), regr_avgx(%1$s, %2$s),
                          regr_syy(%1$s, %2$s), regr_sxx(%1$s, %2$s), regr_sxy(%1$s, %2$s)""".formatted(
                                capped(first + pair[0], query.measures()), capped(first + pair[1], query.measures())))
                .collect(joining(", "));
        return ",\n  array[" + pairs + "]::float8[] as m" + metric;
    }

    private static String capped(int number, List<Measure> measures) {
        return measures.get(number).winsorise() == null ? "u.n" + number : "least(u.n%1$d, c.c%1$d)".formatted(number);
    }

    /** Two by two; of one number with itself. */
    private static Stream<int[]> pairs(int numbers) {
        return numbers == 1
                ? Stream.of(new int[] {0, 0})
                : IntStream.range(0, numbers)
                        .boxed()
                        .flatMap(one -> IntStream.range(one + 1, numbers).mapToObj(other -> new int[] {one, other}));
    }

    private static Outcomes outcomes(List<Counted> counted) {
        List<Cell> cells = counted.stream().map(Counted::cell).toList();
        return new Outcomes(
                cells.stream().filter(cell -> cell.variant() >= 0).toList(),
                cells.stream()
                        .filter(cell -> cell.variant() < 0)
                        .mapToLong(Cell::units)
                        .sum(),
                counted.isEmpty() ? List.of() : counted.getFirst().arrived());
    }

    private static List<Long> arrived(Row row, ResultsQuery query) {
        return query.changes().isEmpty() ? List.of() : List.of(row.getArrayOfLongs("arrived"));
    }

    private static Cell cell(Row row, ResultsQuery query) {
        long units = row.getLong("units");
        return new Cell(
                row.getInteger("variant") - 1,
                row.getString("part").isEmpty() ? null : row.getString("part"),
                units,
                units,
                units,
                IntStream.range(0, query.metrics().size())
                        .mapToObj(metric -> numbers(row, metric, query))
                        .toList());
    }

    private static Numbers numbers(Row row, int metric, ResultsQuery query) {
        return new Numbers(
                moments(row.getArrayOfDoubles("m" + metric), query.numbers(metric)),
                QuantileSql.whole(row, metric, query),
                QuantileSql.part(row, metric, query),
                List.of());
    }

    /** From six figures of each pair. */
    private static Moments moments(Double[] figures, int numbers) {
        double[] means = new double[numbers];
        double[][] covariances = new double[numbers][numbers];
        long units = figures[0].longValue();
        int at = 0;
        for (int[] pair : pairs(numbers).toList()) {
            double[] found = Arrays.stream(figures, at, at + 6)
                    .mapToDouble(figure -> figure == null ? 0 : figure)
                    .toArray();
            double degrees = Math.max(1, units - 1.0);
            means[pair[0]] = found[1];
            means[pair[1]] = found[2];
            covariances[pair[0]][pair[0]] = found[3] / degrees;
            covariances[pair[1]][pair[1]] = found[4] / degrees;
            covariances[pair[0]][pair[1]] = found[5] / degrees;
            covariances[pair[1]][pair[0]] = found[5] / degrees;
            at += 6;
        }
        return new Moments(units, means, covariances);
    }
}
