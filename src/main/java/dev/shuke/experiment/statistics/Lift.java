package dev.shuke.experiment.statistics;

/**
 * How much more than the baseline, relative to it: 0.041 is +4.1 %.
 *
 * @param interval exactly those lifts <i>r</i> for which the comparison does not tell the variant from (1 + <i>r</i>) times
 *     the baseline (Fieller 1954), so that it excludes 0 exactly when the interval of the difference does; the delta
 *     method's would not
 */
public record Lift(double value, Computed<Interval> interval) {}
