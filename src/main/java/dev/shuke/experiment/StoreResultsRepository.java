package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import dev.shuke.experiment.Outcomes.Cell;
import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.Outcomes.StoreNumbers;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.Quantile;
import dev.shuke.experiment.statistics.Winsorising;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came of experiments with stores as units: the events in each store while it had its variant, in one statement. A store
 * is one unit, whatever its members did, since they hang together.
 */
@ApplicationScoped
class StoreResultsRepository {
    /** Bounds. */
    private static final String EXPOSED = """
            exposed as (
              select x.*%s
              from (
                select s.store as unit, s.block, array_position($3::text[], s.variant) as variant, s.assigned_at as first_at
                from experiment_store s
                where s.tenant_id = $1 and s.experiment_id = $2 and s.variant = any($3::text[])
                  and s.assigned_at <= $7::timestamptz
              ) x
            )""";

    /** Which of them. Who tried a variant counts nowhere, and whose data is restricted neither. */
    private static final String EVENTS = """
            (
              event e join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id and not m.restricted
            ) on e.store = x.unit and e.member_id <> all($4::uuid[]) and e.occurred_at < $6::timestamptz and %s""";

    /** Exposed; numbers; events. A line of each store, and one of each variant, where somebody in several stores is one. */
    private static final String STORES = """
            with %1$s
            select x.variant, x.block, grouping(x.unit) = 1 as whole,
              count(distinct e.member_id) filter (where e.occurred_at >= x.first_at) as people%2$s
            from exposed x
            left join %3$s
            group by grouping sets ((x.unit, x.variant, x.block), (x.variant))
            order by x.block, x.variant, x.unit
            """;

    /**
     * One store.
     *
     * @param block null of all of a variant's stores together
     * @param people of whom anything is told since it had the variant
     */
    private record Store(int variant, Integer block, long people, double[] numbers) {
        Store with(double[] cut) {
            return new Store(variant, block, people, cut);
        }
    }

    /** Of one variant. */
    Uni<Outcomes> outcomes(Tx tx, ResultsQuery query) {
        OutcomeSql outcome = new OutcomeSql(query.measures());
        List<String> numbers = new ArrayList<>();
        boolean anyType = false;
        for (MetricDefinition metric : query.metrics()) {
            anyType |= query.ofMembers(metric);
            for (Measure measure : Measure.of(metric)) {
                numbers.addAll(
                        query.ofMembers(metric)
                                ? List.of(outcome.ofMembers(measure), outcome.anybody(measure))
                                : List.of(outcome.number(measure)));
            }
        }
        String named = IntStream.range(0, numbers.size())
                .mapToObj(i -> ", " + numbers.get(i) + " as n" + i)
                .collect(joining());
        String sql = STORES.formatted(exposed(outcome), named, events(outcome, query, anyType));
        return tx.list(sql, row -> store(row, numbers.size()), outcome.arguments(query.fixed(outcome.types())))
                .map(stores -> outcomes(stores, query));
    }

    /** The stores, as {@code x}. */
    static String exposed(OutcomeSql outcome) {
        return EXPOSED.formatted(outcome.bounds());
    }

    /**
     * What happened in each, as {@code e}: to be joined.
     *
     * @param anyType whether events of all other types count too, as a sign that somebody was there
     */
    static String events(OutcomeSql outcome, ResultsQuery query, boolean anyType) {
        return EVENTS.formatted(outcome.counts(query.recorded(), anyType));
    }

    private static Store store(Row row, int numbers) {
        return new Store(
                row.getInteger("variant") - 1,
                row.getBoolean("whole") ? null : row.getInteger("block"),
                row.getLong("people"),
                IntStream.range(0, numbers)
                        .mapToDouble(i -> row.getDouble("n" + i) == null ? 0 : row.getDouble("n" + i))
                        .toArray());
    }

    private static Outcomes outcomes(List<Store> lines, ResultsQuery query) {
        Map<Integer, Long> people = lines.stream()
                .filter(line -> line.block() == null)
                .collect(Collectors.toMap(Store::variant, Store::people));
        List<Store> stores =
                cut(lines.stream().filter(line -> line.block() != null).toList(), query);
        Map<Integer, List<Store>> variants =
                stores.stream().collect(Collectors.groupingBy(Store::variant, TreeMap::new, Collectors.toList()));
        return new Outcomes(
                variants.entrySet().stream()
                        .map(variant -> cell(
                                variant.getKey(), variant.getValue(), people.getOrDefault(variant.getKey(), 0L), query))
                        .toList(),
                0,
                List.of());
    }

    /** What is far above the other stores', to the quantile of all of them: to whichever variant the draw gave them. */
    private static List<Store> cut(List<Store> stores, ResultsQuery query) {
        List<Double> quantiles = quantiles(query);
        List<Store> cut = stores;
        for (int number = 0; number < quantiles.size(); number++) {
            cut = quantiles.get(number) == null ? cut : cut(cut, number, quantiles.get(number));
        }
        return cut;
    }

    private static List<Store> cut(List<Store> stores, int number, double quantile) {
        double[] sorted = stores.stream()
                .mapToDouble(store -> store.numbers()[number])
                .sorted()
                .toArray();
        if (!(Winsorising.cap(sorted, quantile) instanceof Computed.Value<Double>(Double cap))) {
            return stores;
        }
        return stores.stream()
                .map(store -> {
                    double[] numbers = store.numbers().clone();
                    numbers[number] = Math.min(numbers[number], cap);
                    return store.with(numbers);
                })
                .toList();
    }

    /** Of each of a store's numbers the one that it is cut to; null for none. */
    private static List<Double> quantiles(ResultsQuery query) {
        List<Double> quantiles = new ArrayList<>();
        for (MetricDefinition metric : query.metrics()) {
            for (Measure measure : Measure.of(metric)) {
                quantiles.add(measure.winsorise());
                if (query.ofMembers(metric)) {
                    quantiles.add(null);
                }
            }
        }
        return quantiles;
    }

    private static Cell cell(int variant, List<Store> stores, long people, ResultsQuery query) {
        List<Numbers> metrics = new ArrayList<>();
        int from = 0;
        for (int metric = 0; metric < query.metrics().size(); metric++) {
            boolean ofMembers = query.ofMembers(query.metrics().get(metric));
            int to = from + query.numbers(metric) * (ofMembers ? 2 : 1);
            metrics.add(numbers(stores, query.metrics().get(metric), from, to, ofMembers));
            from = to;
        }
        long told = stores.stream().filter(store -> store.people() > 0).count();
        return new Cell(variant, null, stores.size(), people, told, metrics);
    }

    private static Numbers numbers(List<Store> stores, MetricDefinition metric, int from, int to, boolean ofMembers) {
        boolean ratio = ofMembers || metric.type() == MetricType.RATIO;
        double[][] columns = IntStream.range(from, to)
                .mapToObj(
                        i -> stores.stream().mapToDouble(it -> it.numbers()[i]).toArray())
                .toArray(double[][]::new);
        return new Numbers(
                Moments.ofColumns(columns),
                metric.type() == MetricType.QUANTILE ? quantile(columns[0], metric.quantile()) : null,
                null,
                stores.stream()
                        .map(it -> new StoreNumbers(it.block(), ratio, Arrays.copyOfRange(it.numbers(), from, to)))
                        .toList());
    }

    private static Double[] quantile(double[] values, double quantile) {
        return Quantile.read(Arrays.stream(values).sorted().toArray(), quantile);
    }
}
