package dev.shuke.experiment.statistics;

/**
 * Two estimates, compared as often as one likes: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy
 * and Ramdas 2024, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52(6),
 * theorem 2.2. With this confidence the interval holds at every look together, however many and whenever; a look may stop
 * the experiment. The price is an interval some 55 % wider than one for a single look where it is narrowest, at the number
 * of units it is tuned for, and wider yet elsewhere.
 */
public final class ConfidenceSequence {
    /** Below so many units of a variant nothing is said: the theory holds for means that are nearly normal. */
    public static final long LEAST_UNITS = 100;

    private ConfidenceSequence() {}

    /**
     * @param tunedFor of how many units, of both variants, the interval shall be narrowest: the planned number; the validity
     *     does not hang on it, but it must be the same at each look
     * @return the p-value is always valid: the least α at which this look's interval would exclude 0
     */
    public static Computed<Comparison> compare(Estimate baseline, Estimate variant, double confidence, long tunedFor) {
        double alpha = Interval.alpha(confidence);
        if (tunedFor < 1) {
            throw new IllegalArgumentException("tuned for at least one unit");
        }
        if (baseline.units() < LEAST_UNITS || variant.units() < LEAST_UNITS) {
            return Computed.not(Why.TOO_FEW_UNITS);
        }
        Mixture mixture = Mixture.of(alpha, tunedFor, (double) baseline.units() + variant.units());
        return Contrast.of(baseline, variant)
                .testable()
                .then(contrast -> contrast.compared(
                        mixture.multiplier(alpha), confidence, null, mixture.pValue(contrast.statistic())));
    }

    /** Half of the interval in standard errors, at the number of units that it is tuned for. */
    static double multiplierAtPlan(double confidence) {
        double alpha = Interval.alpha(confidence);
        return Mixture.of(alpha, 1, 1).multiplier(alpha);
    }

    /** @param weight units × ρ², the precision of the data against that of the mixed normal distribution */
    private record Mixture(double weight) {

        /** ρ² that makes the interval narrowest after so many units, by the paper's approximation. */
        static Mixture of(double alpha, long tunedFor, double units) {
            double logs = -2 * Math.log(alpha);
            return new Mixture(units * (logs + Math.log(logs + 1)) / tunedFor);
        }

        /** In standard errors: √(2 (nρ² + 1)/(nρ²) · ln(√(nρ² + 1)/α)). */
        double multiplier(double alpha) {
            return Math.sqrt(2 * (weight + 1) / weight * (Math.log1p(weight) / 2 - Math.log(alpha)));
        }

        /** The multiplier solved for α. */
        double pValue(double statistic) {
            double exponent = statistic * statistic * weight / (2 * (weight + 1));
            return Math.min(1, Math.exp(Math.log1p(weight) / 2 - exponent));
        }
    }
}
