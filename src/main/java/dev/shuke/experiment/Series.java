package dev.shuke.experiment;

import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.SeriesRepository.Growth;
import dev.shuke.experiment.SeriesView.Point;
import dev.shuke.experiment.SeriesView.VariantPoint;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Lift;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.platform.web.ApiException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Adds up day by day what a metric grew by, and compares the variants at the end of each. */
final class Series {
    private static final Set<MetricType> TYPES =
            EnumSet.of(MetricType.PROPORTION, MetricType.MEAN, MetricType.REVENUE, MetricType.RATIO);

    private final MetricDefinition metric;
    private final List<String> keys;
    private final Look look;
    private final Figure figure;
    private final boolean ofStores;
    private final long[] units;
    private final long[] people;
    private final double[][] sums;

    private Series(MeasuredExperiment experiment, ResultsQuery query, boolean rounded) {
        this.metric = query.metrics().getFirst();
        this.keys = query.variants();
        this.look = experiment.look().ofOthers();
        this.figure = Figure.of(rounded);
        this.ofStores = experiment.ofStores();
        this.units = new long[keys.size()];
        this.people = new long[keys.size()];
        this.sums = new double[keys.size()][];
    }

    /**
     * @param key null for the primary metric
     * @throws ApiException invalid_parameter
     */
    static MetricDefinition requireMetric(MeasuredExperiment experiment, String key) {
        return experiment.metrics().stream()
                .filter(metric -> key == null
                        ? MeasuredExperiment.primary(metric)
                        : metric.key().equals(key))
                .filter(metric -> TYPES.contains(metric.type()))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidParameter(
                        "metric", "must be the key of a proportion, mean, revenue or ratio"));
    }

    static SeriesView of(MeasuredExperiment experiment, ResultsQuery query, List<Growth> growth, boolean rounded) {
        Series series = new Series(experiment, query, rounded);
        Map<LocalDate, List<Growth>> days =
                growth.stream().collect(Collectors.groupingBy(Growth::day, TreeMap::new, Collectors.toList()));
        List<Point> points = new ArrayList<>();
        days.forEach((day, grown) -> points.add(series.point(day, grown)));
        return new SeriesView(
                experiment.id(),
                series.metric.key(),
                query.asOf(),
                rounded,
                series.keys.getFirst(),
                series.look.anytime(),
                points.stream().filter(point -> !point.variants().isEmpty()).toList());
    }

    private Point point(LocalDate day, List<Growth> grown) {
        grown.forEach(this::add);
        MetricAnalysis analysis = new MetricAnalysis(
                metric,
                false,
                ofStores,
                look,
                IntStream.range(0, keys.size()).mapToObj(this::numbers).toList());
        MetricAnalysis.Figures figures = analysis.figures();
        return new Point(
                day,
                IntStream.range(0, keys.size())
                        .filter(variant -> people[variant] >= Figure.K)
                        .mapToObj(variant -> told(variant, analysis, figures))
                        .toList());
    }

    private void add(Growth growth) {
        int variant = growth.variant();
        units[variant] += growth.units();
        people[variant] += growth.people();
        sums[variant] = sums[variant] == null ? new double[growth.sums().length] : sums[variant];
        for (int i = 0; i < growth.sums().length; i++) {
            sums[variant][i] += growth.sums()[i];
        }
    }

    /** Null of too few. */
    private Numbers numbers(int variant) {
        if (people[variant] < Figure.K) {
            return null;
        }
        long n = units[variant];
        double[] s = sums[variant];
        boolean ratio = metric.type() == MetricType.RATIO || ofStores && metric.type() == MetricType.PROPORTION;
        Moments moments = ratio
                ? new Moments(n, new double[] {s[0] / n, s[2] / n}, new double[][] {
                    {spread(s[1], s[0], s[0], n), spread(s[4], s[0], s[2], n)},
                    {spread(s[4], s[0], s[2], n), spread(s[3], s[2], s[2], n)}
                })
                : Moments.of(n, s[0] / n, spread(s[1], s[0], s[0], n));
        return Numbers.of(moments);
    }

    private static double spread(double products, double one, double other, long units) {
        return (products - one / units * other) / Math.max(1, units - 1);
    }

    private VariantPoint told(int variant, MetricAnalysis analysis, MetricAnalysis.Figures figures) {
        Comparison compared =
                variant > 0 && analysis.compare(variant, figures) instanceof Computed.Value<Comparison>(Comparison it)
                        ? it
                        : null;
        Interval lift = compared != null
                        && compared.lift().then(Lift::interval) instanceof Computed.Value<Interval>(Interval found)
                ? found
                : null;
        return new VariantPoint(
                keys.get(variant),
                figure.told(units[variant]),
                figure.told(figures.estimates().get(variant).map(Estimate::value)),
                compared == null ? null : figure.told(compared.difference()),
                compared == null ? null : figure.told(compared.interval()),
                compared == null ? null : figure.told(compared.lift().map(Lift::value)),
                lift == null ? null : figure.told(lift));
    }
}
