package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Looks;
import dev.shuke.experiment.statistics.SampleSize;
import dev.shuke.experiment.statistics.Why;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Sample size, power and least effect of one metric: {@link SampleSize} for each variant against the baseline, times what
 * looks, a covariate and whole stores make of it.
 */
final class Calculator {
    /** Beyond it no number of units is one. */
    private static final double MOST_UNITS = 1e15;

    private final MetricPlan metric;
    private final TestPlan test;
    private final double confidence;

    private Calculator(MetricPlan metric, TestPlan test) {
        this.metric = metric;
        this.test = TestPlan.or(test);
        this.confidence = this.test.confidence();
    }

    /** @throws ApiException validation_failed: what cannot be computed, and why */
    static SampleSizeView units(SampleSizeRequest request) {
        Calculator calculator = checked(request.metric(), request.effect(), request.test());
        double inflation = calculator.inflation();
        double baseline = calculator
                .variants()
                .mapToDouble(variant -> calculator.units(variant, request.effect()))
                .max()
                .orElseThrow();
        List<Long> each = calculator.split(baseline * calculator.varianceFactor() * inflation);
        return new SampleSizeView(each.stream().mapToLong(it -> it).sum(), each, inflation);
    }

    /** @throws ApiException as in {@link #units} */
    static PowerView power(PowerRequest request) {
        Calculator calculator = checked(request.metric(), request.effect(), request.test());
        double units = calculator.ofBaseline(request.units()) / calculator.varianceFactor();
        return new PowerView(calculator
                .variants()
                .mapToDouble(variant -> calculator.power(variant, units, request.effect()))
                .min()
                .orElseThrow());
    }

    /** @throws ApiException as in {@link #units} */
    static DetectableEffectView effect(DetectableEffectRequest request) {
        refuse(request.metric().errors());
        Calculator calculator = new Calculator(request.metric(), request.test());
        double units = calculator.ofBaseline(request.units()) / calculator.varianceFactor() / calculator.inflation();
        double greatest = calculator
                .variants()
                .mapToDouble(variant -> calculator.detectable(variant, units))
                .max()
                .orElseThrow();
        double baseline = request.metric().baseline();
        return new DetectableEffectView(greatest, baseline > 0 ? greatest / baseline : null);
    }

    private static Calculator checked(MetricPlan metric, EffectPlan effect, TestPlan test) {
        List<FieldError> errors = new ArrayList<>(metric.errors());
        if (errors.isEmpty()) {
            errors.addAll(effect.errors(metric));
        }
        refuse(errors);
        return new Calculator(metric, test);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private IntStream variants() {
        return IntStream.range(1, test.weights().size());
    }

    private double units(int variant, EffectPlan effect) {
        double difference = effect.difference(metric);
        SampleSize size = test.sizeOf(variant);
        return told(
                metric.type() == MetricPlan.Type.PROPORTION
                        ? size.ofProportions(metric.baseline(), metric.baseline() + difference)
                        : size.ofMeans(metric.deviation(), difference),
                "/effect");
    }

    private double power(int variant, double units, EffectPlan effect) {
        double difference = effect.difference(metric);
        SampleSize size = test.sizeOf(variant);
        double once = metric.type() == MetricPlan.Type.PROPORTION
                ? size.powerOfProportions(units, metric.baseline(), metric.baseline() + difference)
                : size.powerOfMeans(units, metric.deviation(), difference);
        return test.sequential() == null || once == 0 || once == 1
                ? once
                : test.looks().power(confidence, Looks.ONCE.drift(confidence, once));
    }

    private double detectable(int variant, double units) {
        SampleSize size = test.sizeOf(variant);
        return told(
                metric.type() == MetricPlan.Type.PROPORTION
                        ? size.detectableOfProportions(units, metric.baseline())
                        : size.detectableOfMeans(units, metric.deviation()),
                "/units");
    }

    private double inflation() {
        return test.looks().inflation(confidence, test.wanted());
    }

    private double varianceFactor() {
        return metric.unexplained() * test.clustering();
    }

    private double ofBaseline(long units) {
        return (double) units
                * test.weights().getFirst()
                / test.weights().stream().mapToLong(it -> it).sum();
    }

    /** At least two of each: one alone shows no variation. */
    private List<Long> split(double baseline) {
        double[] each = DoubleStream.concat(
                        DoubleStream.of(baseline), variants().mapToDouble(variant -> baseline * test.ratio(variant)))
                .toArray();
        if (DoubleStream.of(each).sum() > MOST_UNITS) {
            throw ApiException.invalid("/effect", "cannot be found: " + Why.UNREACHABLE.en());
        }
        return DoubleStream.of(each)
                .mapToObj(units -> Math.max(2, (long) Math.ceil(units)))
                .toList();
    }

    private static double told(Computed<Double> figure, String at) {
        return switch (figure) {
            case Computed.Value<Double>(Double value) -> value;
            case Computed.Not<Double>(Why why) -> throw ApiException.invalid(at, "cannot be computed: " + why.en());
        };
    }
}
