package dev.shuke.experiment;

import dev.shuke.experiment.MetricAnalysis.Figures;
import dev.shuke.experiment.Outcomes.Cell;
import dev.shuke.experiment.Outcomes.Numbers;
import dev.shuke.experiment.ResultsView.Against;
import dev.shuke.experiment.ResultsView.Conclusion;
import dev.shuke.experiment.ResultsView.MetricResults;
import dev.shuke.experiment.ResultsView.Range;
import dev.shuke.experiment.ResultsView.Roi;
import dev.shuke.experiment.ResultsView.VariantFigures;
import dev.shuke.experiment.statistics.Bayesian;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Correction;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Lift;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.ReturnOnInvestment;
import dev.shuke.experiment.statistics.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** One metric of all variants of some units, and each variant against control; then corrected, then told. */
final class MetricComparisons {
    private final MetricAnalysis analysis;
    private final List<String> keys;
    private final Figure figure;
    private final Figures figures;
    private final List<Moments> returns;
    private final List<Computed<Comparison>> compared;
    private final double[] corrected;
    private Correction correction = Correction.HOLM;

    private MetricComparisons(MetricAnalysis analysis, List<String> keys, List<Moments> returns, Figure figure) {
        this.analysis = analysis;
        this.keys = keys;
        this.returns = returns;
        this.figure = figure;
        this.figures = analysis.figures();
        this.compared = new ArrayList<>();
        compared.add(Computed.not(Why.NO_VARIATION)); // control against itself
        IntStream.range(1, keys.size()).forEach(variant -> compared.add(analysis.compare(variant, figures)));
        this.corrected = compared.stream()
                .mapToDouble(one -> one instanceof Computed.Value<Comparison>(Comparison it) ? it.pValue() : 1)
                .toArray();
    }

    /** @param cells of each variant; null for none */
    static MetricComparisons of(
            MeasuredExperiment experiment, ResultsQuery query, Figure figure, int metric, Cell... cells) {
        MetricDefinition definition = query.metrics().get(metric);
        boolean roi = definition.type() == MetricType.ROI;
        List<Numbers> numbers = new ArrayList<>();
        List<Moments> returns = new ArrayList<>();
        for (int variant = 0; variant < cells.length; variant++) {
            boolean told = cells[variant] != null
                    && cells[variant].people() >= Figure.K
                    && (experiment.ofStores()
                            || cells[variant].metrics().get(metric).moments().units() >= Figure.K);
            Numbers found = told ? cells[variant].metrics().get(metric) : null;
            double cost = told ? experiment.cost(variant, cells[variant].units()) : 0;
            returns.add(found == null || !roi ? null : withCost(found.moments(), cost));
            numbers.add(found == null || !roi ? found : net(found, cost));
        }
        Look look = MeasuredExperiment.primary(definition)
                ? experiment.look()
                : experiment.look().ofOthers();
        return new MetricComparisons(
                new MetricAnalysis(definition, Measure.adjusted(definition), experiment.ofStores(), look, numbers),
                query.variants(),
                returns,
                figure);
    }

    /** What a unit costs is known beforehand, so it takes nothing off how surely the rest is known. */
    private static Numbers net(Numbers numbers, double cost) {
        Moments all = numbers.moments();
        return new Numbers(
                Moments.of(all.units(), all.mean(0) - cost, all.covariance(0, 0)), null, null, numbers.each());
    }

    private static Moments withCost(Moments all, double cost) {
        return new Moments(all.units(), new double[] {all.mean(0), cost}, new double[][] {
            {all.covariance(0, 0), 0}, {0, 0}
        });
    }

    boolean primary() {
        return MeasuredExperiment.primary(analysis.metric());
    }

    MetricDefinition definition() {
        return analysis.metric();
    }

    Look look() {
        return analysis.look();
    }

    List<Computed<Comparison>> compared() {
        return compared;
    }

    double corrected(int variant) {
        return corrected[variant];
    }

    /** For all comparisons of all of them. */
    static void correct(List<MetricComparisons> metrics, Correction correction) {
        double[] all =
                metrics.stream().flatMapToDouble(MetricComparisons::pValues).toArray();
        double[] corrected = correction.corrected(all);
        int at = 0;
        for (MetricComparisons metric : metrics) {
            metric.correction = correction;
            for (int variant = 1; variant < metric.corrected.length; variant++) {
                if (metric.compared.get(variant) instanceof Computed.Value<Comparison>) {
                    metric.corrected[variant] = corrected[at++];
                }
            }
        }
    }

    private DoubleStream pValues() {
        return compared.stream()
                .flatMapToDouble(one -> one instanceof Computed.Value<Comparison>(Comparison it)
                        ? DoubleStream.of(it.pValue())
                        : DoubleStream.empty());
    }

    MetricResults told(BiFunction<MetricComparisons, Integer, Conclusion> verdict) {
        List<Double> chances = primary() ? chances() : null;
        return new MetricResults(
                definition().key(),
                definition().type(),
                definition().role() == null
                        ? MetricRole.SECONDARY
                        : definition().role(),
                analysis.method(figures),
                correction.name().toLowerCase(Locale.ROOT),
                figures.varianceReduction() == null ? null : figure.told(figures.varianceReduction()),
                IntStream.range(0, keys.size())
                        .mapToObj(variant -> told(
                                variant,
                                variant == 0 ? null : against(variant, verdict.apply(this, variant)),
                                chances == null ? null : chances.get(variant)))
                        .toList());
    }

    private VariantFigures told(int variant, Against against, Double chance) {
        Computed<Estimate> estimate = figures.estimates().get(variant);
        boolean known = analysis.variants().get(variant) != null;
        boolean share = known && analysis.plainProportion() && figures.varianceReduction() == null;
        return new VariantFigures(
                keys.get(variant),
                known ? figure.told(analysis.variants().get(variant).moments().units()) : null,
                figure.told(estimate.map(Estimate::value)),
                figure.told(estimate.map(Estimate::standardError)),
                share && analysis.interval(variant) instanceof Computed.Value<Interval>(Interval wilson)
                        ? figure.told(wilson)
                        : null,
                Figure.why(estimate),
                against,
                chance,
                roi(variant));
    }

    private Against against(int variant, Conclusion verdict) {
        return switch (compared.get(variant)) {
            case Computed.Not<Comparison> not ->
                new Against(null, null, null, null, null, null, Figure.why(not), verdict);
            case Computed.Value<Comparison>(Comparison it) ->
                new Against(
                        figure.told(it.difference()),
                        figure.told(it.interval()),
                        figure.told(it.lift().map(Lift::value)),
                        liftInterval(it),
                        figure.told(it.pValue()),
                        figure.told(corrected[variant]),
                        null,
                        verdict);
        };
    }

    private Range liftInterval(Comparison comparison) {
        return comparison.lift().then(Lift::interval) instanceof Computed.Value<Interval>(Interval interval)
                ? figure.told(interval)
                : null;
    }

    private Roi roi(int variant) {
        if (variant == 0 || definition().type() != MetricType.ROI) {
            return null;
        }
        Computed<ReturnOnInvestment> roi = returns.getFirst() == null || returns.get(variant) == null
                ? Computed.not(Why.TOO_FEW_UNITS)
                : ReturnOnInvestment.of(returns.getFirst(), returns.get(variant), look().confidence());
        return roi instanceof Computed.Value<ReturnOnInvestment>(ReturnOnInvestment it)
                ? new Roi(
                        figure.told(it.value()),
                        figure.told(it.interval()),
                        figure.told(it.additionalReturn()),
                        figure.told(it.additionalCost()),
                        null)
                : new Roi(null, null, null, null, Figure.why(roi));
    }

    /** Null where there are none. Of what shall be low the least is best. */
    private List<Double> chances() {
        if (analysis.variants().contains(null)) {
            return null;
        }
        boolean lower = definition().direction() == MetricDefinition.Direction.DECREASE;
        Computed<List<Bayesian.Belief>> beliefs = Computed.all(figures.estimates())
                .then(all -> Computed.all(all.stream()
                        .map(it -> Estimate.of(it.units(), lower ? -it.value() : it.value(), it.variance()))
                        .toList()))
                .then(all -> Bayesian.means(all, look().confidence()));
        return beliefs instanceof Computed.Value<List<Bayesian.Belief>>(List<Bayesian.Belief> found)
                ? found.stream().map(it -> figure.told(it.chanceOfBest())).toList()
                : null;
    }
}
