package dev.shuke.experiment.statistics;

/**
 * How much of the two-sided error may have been spent by a time: Lan and DeMets 1983, "Discrete sequential boundaries for
 * clinical trials", Biometrika 70(3), 659–663. Time is information: the units so far ÷ the planned number.
 */
public enum ErrorSpending {
    /** Very little at first, so that the last look is nearly an ordinary one: the default. Half of the error on each side. */
    O_BRIEN_FLEMING {
        @Override
        double spent(double alpha, double time) {
            return 2 * Tails.normalBeyond(Tails.normalQuantileAbove(alpha / 4) / Math.sqrt(time));
        }
    },
    /** About as much at each look. */
    POCOCK {
        @Override
        double spent(double alpha, double time) {
            return alpha * Math.log1p((Math.E - 1) * time);
        }
    };

    /** @param time above 0, at most 1 */
    abstract double spent(double alpha, double time);
}
