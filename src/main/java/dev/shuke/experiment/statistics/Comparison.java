package dev.shuke.experiment.statistics;

/**
 * A variant against its baseline.
 *
 * @param difference variant minus baseline, in the metric's unit
 * @param standardError of the difference
 * @param interval of the difference
 * @param statistic the difference in standard errors, as the test has it
 * @param degreesOfFreedom of the statistic; null where it is normal
 * @param pValue two-sided, of there being no difference
 * @param lift the difference relative to the baseline
 */
public record Comparison(
        double difference,
        double standardError,
        Interval interval,
        double statistic,
        Double degreesOfFreedom,
        double pValue,
        Computed<Lift> lift) {

    /** Whether it tells the two apart: the p-value at the interval's confidence, and the interval as well. */
    public boolean significant() {
        return significant(pValue);
    }

    /** Likewise with a p-value that was corrected for the number of comparisons. */
    public boolean significant(double correctedPValue) {
        return correctedPValue <= Interval.alpha(interval.confidence()) && !interval.contains(0);
    }
}
