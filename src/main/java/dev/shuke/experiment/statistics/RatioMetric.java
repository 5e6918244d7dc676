package dev.shuke.experiment.statistics;

/**
 * A sum over a sum, where the units of analysis bring several of both: revenue per order, clicks per view, and any rate of
 * members where whole stores were assigned. The variance is the delta method's: Deng, Knoblich and Lu 2018, "Applying the
 * delta method in metric analytics", KDD '18, section 3 (Cochran 1977, Sampling Techniques, 3rd ed., chapter 6).
 */
public final class RatioMetric {
    private RatioMetric() {}

    /** @param moments of each unit's numerator and denominator, in this order */
    public static Computed<Estimate> estimate(Moments moments) {
        return linear(moments, 0).then(ratio -> ratio.estimate(moments));
    }

    /** @param numerator its place among the numbers; the denominator follows */
    static Computed<Linear> linear(Moments moments, int numerator) {
        if (moments.units() < 1) {
            return Computed.not(Why.NO_UNITS);
        }
        double denominator = moments.mean(numerator + 1);
        if (denominator == 0) {
            return Computed.not(Why.DENOMINATOR_ZERO);
        }
        double ratio = moments.mean(numerator) / denominator;
        double[] weights = new double[moments.numbers()];
        weights[numerator] = 1 / denominator;
        weights[numerator + 1] = -ratio / denominator;
        return Computed.of(new Linear(ratio, weights));
    }
}
