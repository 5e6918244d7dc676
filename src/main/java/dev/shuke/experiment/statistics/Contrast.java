package dev.shuke.experiment.statistics;

import java.util.List;

/**
 * Two figures and how far both may be off, before a test says how much of that to allow for.
 *
 * @param covariance of the two; 0 of different units
 */
record Contrast(double baseline, double variant, double baselineVariance, double variantVariance, double covariance) {

    private static final double ROUNDING = 1e-14;

    static Contrast of(Estimate baseline, Estimate variant) {
        return new Contrast(baseline.value(), variant.value(), baseline.variance(), variant.variance(), 0);
    }

    double difference() {
        return variant - baseline;
    }

    double variance() {
        return baselineVariance + variantVariance - 2 * covariance;
    }

    double standardError() {
        return Math.sqrt(Math.max(0, variance()));
    }

    double statistic() {
        return difference() / standardError();
    }

    /** Nothing to test where nothing varies, but for what rounding leaves; nor where sums went beyond all numbers. */
    Computed<Contrast> testable() {
        if (!Double.isFinite(variance()) || !Double.isFinite(difference())) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        boolean varies = variance() > ROUNDING * Math.max(baselineVariance, variantVariance);
        return varies ? Computed.finite(this, statistic()) : Computed.not(Why.NO_VARIATION);
    }

    /** @param multiplier how many standard errors to allow for, either way */
    Computed<Comparison> compared(double multiplier, double confidence, Double degreesOfFreedom, double pValue) {
        double reach = multiplier * standardError();
        double lower = difference() - reach;
        double upper = difference() + reach;
        return Computed.finite(List.of(lower, upper), lower, upper, pValue)
                .map(_ -> new Comparison(
                        difference(),
                        standardError(),
                        new Interval(lower, upper, confidence),
                        statistic(),
                        degreesOfFreedom,
                        Math.clamp(pValue, 0, 1),
                        lift(multiplier, confidence)));
    }

    /** By Student's distribution. */
    Computed<Comparison> compared(double confidence, double degreesOfFreedom) {
        return Computed.finite(degreesOfFreedom, degreesOfFreedom)
                .then(degrees -> compared(
                        Tails.studentMultiplier(confidence, degrees),
                        confidence,
                        degrees,
                        Tails.studentBeyond(statistic(), degrees)));
    }

    private Computed<Lift> lift(double multiplier, double confidence) {
        if (!(baseline > 0)) {
            return Computed.not(Why.BASELINE_NOT_POSITIVE);
        }
        double ratio = variant / baseline;
        return Double.isFinite(ratio)
                ? Computed.of(new Lift(
                        ratio - 1,
                        ratio(multiplier, confidence)
                                .map(it -> new Interval(it.lower() - 1, it.upper() - 1, confidence))))
                : Computed.not(Why.BASELINE_UNCERTAIN);
    }

    /**
     * The interval of variant ÷ baseline: all ratios <i>r</i> with |variant − <i>r</i> baseline| within the multiple of its
     * standard error. Fieller 1954, Journal of the Royal Statistical Society B 16(2), 175–185. Has bounds only when the
     * baseline is more than that multiple of its own standard error away from zero.
     */
    Computed<Interval> ratio(double multiplier, double confidence) {
        double allowed = multiplier * multiplier;
        double squared = baseline * baseline - allowed * baselineVariance;
        if (!(squared > 0)) {
            return Computed.not(Why.BASELINE_UNCERTAIN);
        }
        double linear = baseline * variant - allowed * covariance;
        double constant = variant * variant - allowed * variantVariance;
        double root = Math.sqrt(Math.max(0, linear * linear - squared * constant));
        double lower = (linear - root) / squared;
        double upper = (linear + root) / squared;
        return Double.isFinite(lower) && Double.isFinite(upper)
                ? Computed.of(new Interval(lower, upper, confidence))
                : Computed.not(Why.BASELINE_UNCERTAIN);
    }
}
