package dev.shuke.experiment.statistics;

/**
 * A figure that, for large samples, varies like a weighted sum of means.
 *
 * @param weights the figure's slope by each mean
 */
record Linear(double value, double[] weights) {

    Computed<Estimate> estimate(Moments moments) {
        return estimate(moments, moments.units() - 1.0);
    }

    Computed<Estimate> estimate(Moments moments, double degreesOfFreedom) {
        return Estimate.of(moments.units(), value, moments.varianceOf(weights) / moments.units(), degreesOfFreedom);
    }

    /** This less a multiple of the other's distance from a constant. */
    Linear less(double multiple, Linear other, double constant) {
        double[] slopes = weights.clone();
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] -= multiple * other.weights[i];
        }
        return new Linear(value - multiple * (other.value - constant), slopes);
    }
}
