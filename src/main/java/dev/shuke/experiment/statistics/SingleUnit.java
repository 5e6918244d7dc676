package dev.shuke.experiment.statistics;

/**
 * One unit that was treated against several that were not: whether its change departs from theirs by more than theirs from
 * each other. Student's test with a group of one: Crawford and Howell 1998, The Clinical Neuropsychologist 12(4), 482–486.
 * It takes the changes for normal, and says nothing of what other units would do.
 */
public final class SingleUnit {
    private SingleUnit() {}

    /**
     * Against what the others let expect: the figure before, and their mean change.
     *
     * @param changes of the others
     */
    public static Computed<Comparison> compare(double[] changes, double before, double after, double confidence) {
        if (changes.length < 2) {
            return Computed.not(changes.length < 1 ? Why.NO_UNITS : Why.ONE_UNIT);
        }
        Moments others = Moments.ofColumns(changes);
        double variance = others.covariance(0, 0) * (1 + 1.0 / changes.length);
        return new Contrast(before + others.mean(0), after, variance, 0, 0)
                .testable()
                .then(contrast -> contrast.compared(confidence, changes.length - 1));
    }
}
