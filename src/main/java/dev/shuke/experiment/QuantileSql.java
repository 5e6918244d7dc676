package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Quantile;
import io.vertx.sqlclient.Row;
import java.util.stream.IntStream;

/**
 * Says in SQL what the quantiles of each variant's units are, and of each part of them where results are broken down: of every
 * metric that is one, the value, and the values at the two ranks of {@link Quantile#ranks}, which says why.
 */
final class QuantileSql {
    private final ResultsQuery query;
    private final String quantiles;
    private final boolean any;
    private final boolean parts;

    QuantileSql(ResultsQuery query, OutcomeSql outcome) {
        this.query = query;
        this.quantiles = IntStream.range(0, query.metrics().size())
                .filter(metric -> of(metric, query))
                .mapToObj(metric -> quantile(metric, outcome))
                .collect(joining());
        this.any = !quantiles.isEmpty();
        this.parts = any && query.by() != null;
    }

    /**
     * Behind the other common tables.
     *
     * @param of one's SQL: its name, by what units are told apart, quantiles
     */
    String tables(String of) {
        return (any ? of.formatted("whole", "variant", quantiles) : "")
                + (parts ? of.formatted("piece", "variant, part", quantiles) : "");
    }

    /** To the units {@code u}. */
    String joins() {
        return (any ? "\nleft join whole w on w.variant = u.variant" : "")
                + (parts ? "\nleft join piece p on p.variant = u.variant and p.part = u.part" : "");
    }

    String columns() {
        return columns(", w.q%1$d") + (parts ? columns(", p.q%1$d as p%1$d") : "");
    }

    /** What is one and the same in a group of them, to group by. */
    String groups() {
        return columns(", w.q%1$d") + (parts ? columns(", p.q%1$d") : "");
    }

    /** Of all of a variant's units; null of another metric. */
    static Double[] whole(Row row, int metric, ResultsQuery query) {
        return of(metric, query) ? row.getArrayOfDoubles("q" + metric) : null;
    }

    /** Likewise, of the row's own. */
    static Double[] part(Row row, int metric, ResultsQuery query) {
        return of(metric, query) ? row.getArrayOfDoubles((query.by() == null ? "q" : "p") + metric) : null;
    }

    private static boolean of(int metric, ResultsQuery query) {
        return query.metrics().get(metric).type() == MetricType.QUANTILE;
    }

    private String columns(String column) {
        return IntStream.range(0, query.metrics().size())
                .filter(metric -> of(metric, query))
                .mapToObj(column::formatted)
                .collect(joining());
    }

    private String quantile(int metric, OutcomeSql outcome) {
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
}
