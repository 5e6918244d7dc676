package dev.shuke.experiment.statistics;

/**
 * Two estimates of different units, compared once, at the planned end: Welch 1947, Biometrika 34, 28–35, with
 * Satterthwaite's degrees of freedom (1946, Biometrics Bulletin 2, 110–114). Of means it is Welch's t-test; ratios,
 * quantiles and adjusted means are normal for large samples and only gain by its wider tails.
 */
public final class Welch {
    private Welch() {}

    public static Computed<Comparison> compare(Estimate baseline, Estimate variant, double confidence) {
        double degrees = degreesOfFreedom(baseline, variant);
        return Contrast.of(baseline, variant).testable().then(contrast -> contrast.compared(confidence, degrees));
    }

    private static double degreesOfFreedom(Estimate one, Estimate other) {
        double sum = one.variance() + other.variance();
        double ofOne = one.variance() / sum;
        double ofOther = other.variance() / sum;
        return 1 / (ofOne * ofOne / one.degreesOfFreedom() + ofOther * ofOther / other.degreesOfFreedom());
    }
}
