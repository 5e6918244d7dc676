package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import dev.shuke.experiment.Outcomes.Cell;
import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.Quantile;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of experiments with members as units: one statement for all metrics, which reads the exposures once and the
 * events once. Nobody is left out for having withdrawn a consent since: numbers about groups need none, and who withdraws
 * may do so for what the variant showed him. Whose data is restricted is left out.
 */
@ApplicationScoped
class ResultsRepository {
    /** What units are broken down by; bounds. */
    private static final String EXPOSED = """
            exposed as (
              select x.member_id as unit, x.variant, x.mixed, x.first_at, %1$s as part%2$s
              from experiment_exposure x
              join member_metric m on m.tenant_id = $1 and m.member_id = x.member_id and not m.restricted
              where x.tenant_id = $1 and x.experiment_id = $2 and (x.mixed or x.variant = any($3::text[]))
                and x.member_id <> all($4::uuid[])
                and x.first_at >= $5::timestamptz and x.first_at < $6::timestamptz and x.first_at <= $7::timestamptz
            )""";

    /**
     * Exposed; numbers; which events; caps; quantiles; moments; quantiles' join and its columns; part. Who saw several
     * variants is in variant 0. A unit is grouped by its id alone, so that the planner knows how many groups there are.
     */
    private static final String OUTCOMES = """
            with %1$s, unit as (
              select case when any_value(x.mixed) then 0 else array_position($3::text[], any_value(x.variant)) end as variant,
                %9$s as part%2$s
              from exposed x
              left join event e on not x.mixed and e.member_id = x.unit and %3$s
              group by x.unit
            ), cap as (
              select count(*) as units%4$s from unit u where u.variant > 0
            )%5$s
            select u.variant, u.part, count(*) as units%6$s
            from unit u
            cross join cap c%7$s
            group by u.variant, u.part%8$s
            """;

    /** Quantile, in the order of the units' numbers; how many standard errors the interval reaches. */
    private static final String QUANTILES = """
            , sized as (
              select variant, count(*)::float8 as units from unit where variant > 0 group by variant
            ), quantile as (
              select u.variant%s
              from unit u
              join sized s on s.variant = u.variant
              group by u.variant, s.units
            )""";

    private static final String TIER = """
            (select t.after from member_transition t
             where t.tenant_id = $1 and t.kind = 'tier' and t.member_id = x.member_id and t.at <= x.first_at
             order by t.at desc limit 1)""";

    private static final String LAST = """
            (select l.%1$s from event l
             where l.tenant_id = $1 and l.member_id = x.member_id and l.superseded_by is null and l.%1$s is not null
               and l.occurred_at <= x.first_at
             order by l.occurred_at desc, l.id desc limit 1)""";

    /** Of one variant and part. */
    Uni<Outcomes> outcomes(Tx tx, ResultsQuery query) {
        Statement statement = statement(query);
        return tx.list(statement.sql(), row -> cell(row, query), statement.arguments())
                .map(ResultsRepository::outcomes);
    }

    record Statement(String sql, Object[] arguments) {}

    static Statement statement(ResultsQuery query) {
        OutcomeSql outcome = new OutcomeSql(query.measures());
        String exposed = exposed(query.by(), outcome.bounds());
        String numbers = outcome.numbers();
        String quantiles = each(query, metric -> quantile(metric, query, outcome));
        String columns = each(query, metric -> ofQuantile(metric, query) ? ", q.q" + metric : "");
        boolean none = quantiles.isEmpty();
        String sql = OUTCOMES.formatted(
                exposed,
                numbers,
                outcome.counts(query.recorded()),
                caps(query.measures(), outcome),
                none ? "" : QUANTILES.formatted(quantiles),
                columns + each(query, metric -> moments(metric, query)),
                none ? "" : "\nleft join quantile q on q.variant = u.variant",
                columns,
                query.by() == null ? "null::text" : "any_value(x.part)");
        return new Statement(sql, outcome.arguments(query.fixed(outcome.types())));
    }

    private static String each(ResultsQuery query, IntFunction<String> metric) {
        return IntStream.range(0, query.metrics().size()).mapToObj(metric).collect(joining());
    }

    private static boolean ofQuantile(int metric, ResultsQuery query) {
        return query.metrics().get(metric).type() == MetricType.QUANTILE;
    }

    static String exposed(ResultsBy by, String bounds) {
        String part = switch (by) {
            case null -> "null::text";
            case TIER -> TIER;
            case STORE -> LAST.formatted("store");
            case CHANNEL -> LAST.formatted("channel");
        };
        return EXPOSED.formatted(part, bounds);
    }

    private static String caps(List<Measure> measures, OutcomeSql outcome) {
        return IntStream.range(0, measures.size())
                .filter(i -> measures.get(i).winsorise() != null)
                .mapToObj(i -> ", percentile_cont(%s) within group (order by u.n%d) as c%d"
                        .formatted(outcome.bind(measures.get(i).winsorise(), "float8"), i, i))
                .collect(joining());
    }

    /** The ranks are those of {@link dev.shuke.experiment.statistics.Quantile#ranks}, which says why. */
    private static String quantile(int metric, ResultsQuery query, OutcomeSql outcome) {
        if (!ofQuantile(metric, query)) {
            return "";
        }
        int number = query.first(metric);
        String quantile = outcome.bind(query.metrics().get(metric).quantile(), "float8");
        String reach = outcome.bind(Quantile.reach(Interval.CONFIDENCE), "float8")
                + " * sqrt(s.units * %1$s * (1 - %1$s))".formatted(quantile);
        String lower = "floor(s.units * " + quantile + " - " + reach + ")";
        String upper = "(ceil(s.units * " + quantile + " + " + reach + ") + 1)";
        String at = "percentile_disc(case when %2$s >= 1 and %3$s <= s.units then (%4$s - 0.5) / s.units end)"
                + " within group (order by u.n%1$d)";
        return ", array[percentile_cont(%s) within group (order by u.n%d), %s, %s]::float8[] as q%d"
                .formatted(
                        quantile,
                        number,
                        at.formatted(number, lower, upper, lower),
                        at.formatted(number, lower, upper, upper),
                        metric);
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

    private static Outcomes outcomes(List<Cell> cells) {
        return new Outcomes(
                cells.stream().filter(cell -> cell.variant() >= 0).toList(),
                cells.stream()
                        .filter(cell -> cell.variant() < 0)
                        .mapToLong(Cell::units)
                        .sum());
    }

    private static Cell cell(Row row, ResultsQuery query) {
        long units = row.getLong("units");
        return new Cell(
                row.getInteger("variant") - 1,
                row.getString("part"),
                units,
                units,
                IntStream.range(0, query.metrics().size())
                        .mapToObj(metric -> numbers(row, metric, query))
                        .toList());
    }

    private static Numbers numbers(Row row, int metric, ResultsQuery query) {
        return new Numbers(
                moments(row.getArrayOfDoubles("m" + metric), query.numbers(metric)),
                ofQuantile(metric, query) ? row.getArrayOfDoubles("q" + metric) : null,
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
