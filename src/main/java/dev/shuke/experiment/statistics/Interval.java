package dev.shuke.experiment.statistics;

/**
 * Where a figure is believed to lie, in that figure's unit.
 *
 * @param confidence how often such intervals are right, e.g. 0.95
 */
public record Interval(double lower, double upper, double confidence) {
    /** What is meant when nobody says. */
    public static final double CONFIDENCE = 0.95;

    public Interval {
        if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException("an interval has finite bounds in their order");
        }
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** The farthest from zero that it reaches. */
    public double reach() {
        return Math.max(Math.abs(lower), Math.abs(upper));
    }

    static double alpha(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0 and 1");
        }
        return 1 - confidence;
    }
}
