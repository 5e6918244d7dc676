package dev.shuke.experiment.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimates less what was known before the experiment: Deng, Xu, Kohavi and Walker 2013, "Improving the sensitivity of
 * online controlled experiments by utilizing pre-experiment data", WSDM '13. One θ for all variants, from the variation
 * within them. Unbiased whatever the covariate, as long as nothing of the experiment is in it; a unit without a past has
 * the value 0 there. Proportions are means of 0 and 1.
 */
public final class Cuped {
    private Cuped() {}

    /**
     * @param theta how much of the covariate was taken off
     * @param varianceReduction the share of the variance that it took, over all variants: the squared correlation
     * @param variants in the order that they came; one more degree of freedom is spent on θ
     */
    public record Adjusted(double theta, double varianceReduction, List<Estimate> variants) {}

    /** @param variants moments of each unit's outcome and covariate, in this order */
    public static Computed<Adjusted> means(List<Moments> variants) {
        return adjusted(
                variants.stream()
                        .map(variant -> new Variant(variant, mean(variant, 0), mean(variant, 1)))
                        .toList(),
                Moments::units);
    }

    /**
     * Of a sum over a sum, by the same before; both linearised by the delta method.
     *
     * @param variants moments of each unit's numerator and denominator, and of both before, in this order
     */
    public static Computed<Adjusted> ratios(List<Moments> variants) {
        return Computed.all(variants.stream().map(Cuped::ratio).toList())
                .then(linear -> adjusted(linear, variant -> variant.units() * variant.mean(3)));
    }

    private static Computed<Variant> ratio(Moments variant) {
        return RatioMetric.linear(variant, 0)
                .then(outcome -> RatioMetric.linear(variant, 2).map(past -> new Variant(variant, outcome, past)));
    }

    private static Linear mean(Moments variant, int number) {
        double[] weights = new double[variant.numbers()];
        weights[number] = 1;
        return new Linear(variant.mean(number), weights);
    }

    private record Variant(Moments moments, Linear outcome, Linear past) {
        double covariance() {
            return (moments.units() - 1.0) * moments.covarianceOf(outcome.weights(), past.weights());
        }

        double pastVariance() {
            return (moments.units() - 1.0) * moments.varianceOf(past.weights());
        }

        double outcomeVariance() {
            return (moments.units() - 1.0) * moments.varianceOf(outcome.weights());
        }

        Computed<Estimate> adjusted(double theta, double usualPast) {
            return outcome.less(theta, past, usualPast).estimate(moments, moments.units() - 2.0);
        }
    }

    private static Computed<Adjusted> adjusted(List<Variant> variants, ToDoubleFunction<Moments> share) {
        long fewest = variants.stream()
                .mapToLong(variant -> variant.moments().units())
                .min()
                .orElse(0);
        if (fewest < 2) {
            return Computed.not(fewest < 1 ? Why.NO_UNITS : Why.ONE_UNIT);
        }
        double past = sum(variants, Variant::pastVariance);
        double before = sum(variants, Variant::outcomeVariance);
        return Double.isFinite(past + before)
                ? past > 0 ? adjusted(variants, share, before, past) : Computed.not(Why.NO_COVARIATE_VARIATION)
                : Computed.not(Why.NOT_A_NUMBER);
    }

    private static Computed<Adjusted> adjusted(
            List<Variant> variants, ToDoubleFunction<Moments> share, double before, double past) {
        double covariance = sum(variants, Variant::covariance);
        double theta = covariance / past;
        double usual =
                sum(variants, v -> share.applyAsDouble(v.moments()) * v.past().value())
                        / sum(variants, v -> share.applyAsDouble(v.moments()));
        double reduction = before > 0 ? Math.clamp(covariance * theta / before, 0, 1) : 0;
        return Computed.all(variants.stream().map(v -> v.adjusted(theta, usual)).toList())
                .map(estimates -> new Adjusted(theta, reduction, estimates));
    }

    private static double sum(List<Variant> variants, ToDoubleFunction<Variant> of) {
        return variants.stream().mapToDouble(of).sum();
    }
}
