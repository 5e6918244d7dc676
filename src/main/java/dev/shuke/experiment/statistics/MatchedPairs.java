package dev.shuke.experiment.statistics;

/**
 * Pairs of like units (stores of about the same sales), one of each drawn for the variant: Student's paired t-test (Student
 * 1908, Biometrika 6, 1–25; Snedecor and Cochran 1989, Statistical Methods, 8th ed., section 6.3). With few pairs read {@link
 * RandomisationTest#ofPairs} beside it.
 */
public final class MatchedPairs {
    private MatchedPairs() {}

    /**
     * @param baseline a value for each pair
     * @param variant likewise, in the same order
     */
    public static Computed<Comparison> compare(double[] baseline, double[] variant, double confidence) {
        if (baseline.length < 2) {
            return Computed.not(baseline.length < 1 ? Why.NO_UNITS : Why.ONE_UNIT);
        }
        Moments pairs = Moments.ofColumns(baseline, variant);
        return new Contrast(
                        pairs.mean(0),
                        pairs.mean(1),
                        pairs.covariance(0, 0) / pairs.units(),
                        pairs.covariance(1, 1) / pairs.units(),
                        pairs.covariance(0, 1) / pairs.units())
                .testable()
                .then(contrast -> contrast.compared(confidence, pairs.units() - 1.0));
    }
}
