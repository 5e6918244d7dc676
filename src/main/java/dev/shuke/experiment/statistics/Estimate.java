package dev.shuke.experiment.statistics;

/**
 * A metric of one variant.
 *
 * @param units that it is an estimate of; at least 2
 * @param value in the metric's unit
 * @param variance of the value itself, i.e. its standard error squared; not that of the units
 * @param degreesOfFreedom of the variance
 */
public record Estimate(long units, double value, double variance, double degreesOfFreedom) {

    /** With what the units themselves leave for the variance: one degree less than there are. */
    public static Computed<Estimate> of(long units, double value, double variance) {
        return of(units, value, variance, units - 1.0);
    }

    static Computed<Estimate> of(long units, double value, double variance, double degreesOfFreedom) {
        if (units < 1) {
            return Computed.not(Why.NO_UNITS);
        }
        if (units < 2 || !(degreesOfFreedom > 0)) {
            return Computed.not(Why.ONE_UNIT);
        }
        if (!Double.isFinite(value) || !Double.isFinite(variance)) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        // What is a square may come out of a long sum a little below zero.
        return Computed.of(new Estimate(units, value, Math.max(0, variance), degreesOfFreedom));
    }

    public double standardError() {
        return Math.sqrt(variance);
    }
}
