package dev.shuke.experiment.statistics;

/**
 * Two figures and how far both may be off, before a test says how much of that to allow for.
 *
 * @param covariance of the two; 0 of different units
 */
record Contrast(double baseline, double variant, double baselineVariance, double variantVariance, double covariance) {

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
        return Math.sqrt(variance());
    }

    double statistic() {
        return difference() / standardError();
    }

    /** Nothing to test where nothing varies, but for what rounding leaves; nor where sums went beyond all numbers. */
    Computed<Contrast> testable() {
        double scale = Math.max(baselineVariance, variantVariance);
        if (!Double.isFinite(statistic()) && !(variance() <= 0)) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        boolean varies = variance() > 1e-14 * scale && Double.isFinite(statistic());
        return varies ? Computed.of(this) : Computed.not(Why.NO_VARIATION);
    }

    /** @param multiplier how many standard errors to allow for, either way */
    Comparison compared(double multiplier, double confidence, Double degreesOfFreedom, double pValue) {
        double reach = multiplier * standardError();
        return new Comparison(
                difference(),
                standardError(),
                new Interval(difference() - reach, difference() + reach, confidence),
                statistic(),
                degreesOfFreedom,
                Math.clamp(pValue, 0, 1),
                lift(multiplier, confidence));
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
