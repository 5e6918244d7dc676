package dev.shuke.experiment.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * How many units an experiment takes, and what a number of them can find: normal approximations, for a two-sided test of one
 * variant against its baseline. Proportions: Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, 3rd
 * ed., chapter 4, without continuity correction. Means: Chow, Shao and Wang 2008, Sample Size Calculations in
 * Clinical Research, 2nd ed., section 3.2. As there, finding the opposite of the truth is not counted as power.
 *
 * @param confidence of the test, 0.95 unless there is a reason; with several variants or metrics, divide what is left to 1
 * @param power how often the effect is to be found, if it is there
 * @param ratio units of the variant for each of the baseline
 */
public record SampleSize(double confidence, double power, double ratio) {
    public static final double POWER = 0.8;
    /** 95 % confidence, 80 % power, both variants alike. */
    public static final SampleSize USUAL = new SampleSize(Interval.CONFIDENCE, POWER, 1);

    public SampleSize {
        Interval.alpha(confidence);
        if (!(power > 1 - confidence && power < 1) || !(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("a power above the error and below 1, a ratio above 0");
        }
    }

    /** Units of the baseline, not rounded; the variant takes {@link #ratio} as many. */
    public Computed<Double> ofProportions(double baseline, double variant) {
        if (!(baseline >= 0 && baseline <= 1 && variant >= 0 && variant <= 1)) {
            throw new IllegalArgumentException("a proportion lies between 0 and 1");
        }
        double root = alphaMultiplier() * nullDeviation(baseline, variant)
                + Tails.normalQuantileAbove(1 - power) * deviation(baseline, variant);
        return units(root * root / ratio, variant - baseline);
    }

    /** @param deviation of the units, of the same unit as the difference */
    public Computed<Double> ofMeans(double deviation, double difference) {
        double multiplier = alphaMultiplier() + Tails.normalQuantileAbove(1 - power);
        return units(multiplier * multiplier * deviation * deviation * (1 + 1 / ratio), difference);
    }

    /** @param units of the baseline */
    public double powerOfProportions(double units, double baseline, double variant) {
        double found = Math.abs(variant - baseline) * Math.sqrt(ratio * units)
                - alphaMultiplier() * nullDeviation(baseline, variant);
        double deviation = deviation(baseline, variant);
        return deviation > 0 ? Tails.normalAbove(-found / deviation) : found > 0 ? 1 : 0;
    }

    public double powerOfMeans(double units, double deviation, double difference) {
        double error = deviation * Math.sqrt((1 + 1 / ratio) / units);
        return Tails.normalAbove(alphaMultiplier() - Math.abs(difference) / error);
    }

    /** The least difference upwards that so many units of the baseline find with this power. */
    public Computed<Double> detectableOfProportions(double units, double baseline) {
        DoubleUnaryOperator found = difference -> powerOfProportions(units, baseline, baseline + difference);
        if (!(units > 0) || found.applyAsDouble(1 - baseline) < power) {
            return Computed.not(Why.UNREACHABLE);
        }
        double low = 0;
        double high = 1 - baseline;
        while (high - low > 1e-15 + 1e-13 * high) {
            double middle = (low + high) / 2;
            if (found.applyAsDouble(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Computed.of(high);
    }

    public Computed<Double> detectableOfMeans(double units, double deviation) {
        double multiplier = alphaMultiplier() + Tails.normalQuantileAbove(1 - power);
        double difference = multiplier * deviation * Math.sqrt((1 + 1 / ratio) / units);
        return units > 0 ? Computed.finite(difference, difference) : Computed.not(Why.UNREACHABLE);
    }

    private Computed<Double> units(double atOne, double difference) {
        double units = atOne / (difference * difference);
        if (Double.isNaN(units) && difference != 0) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        return Double.isFinite(units) ? Computed.of(units) : Computed.not(Why.UNREACHABLE);
    }

    private double alphaMultiplier() {
        return Tails.normalMultiplier(confidence);
    }

    /** For one unit of the baseline, if both had the mean proportion. */
    private double nullDeviation(double baseline, double variant) {
        double mean = (baseline + ratio * variant) / (1 + ratio);
        return Math.sqrt((1 + ratio) * mean * (1 - mean));
    }

    private double deviation(double baseline, double variant) {
        return Math.sqrt(ratio * baseline * (1 - baseline) + variant * (1 - variant));
    }
}
