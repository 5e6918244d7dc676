package dev.shuke.experiment.statistics;

/**
 * Two proportions, compared once, at the planned end.
 *
 * <p>The p-value is of the z-test with the pooled proportion (Fleiss, Levin and Paik 2003, Statistical Methods for Rates and
 * Proportions, 3rd ed., section 3.2, without continuity correction). The interval of the difference is Newcombe's hybrid
 * score interval: Newcombe 1998, Statistics in Medicine 17, 873–890, method 10; it stays within ±1 and holds for proportions
 * near 0 too. The interval of the lift is of the same make, MOVER-R (Donner and Zou 2012, Statistical Methods in Medical
 * Research 21(4), 347–359), and agrees with it about 0.
 */
public final class TwoProportions {
    private TwoProportions() {}

    public static Computed<Comparison> compare(Proportion baseline, Proportion variant, double confidence) {
        double z = Tails.normalMultiplier(confidence);
        if (baseline.units() < 1 || variant.units() < 1) {
            return Computed.not(Why.NO_UNITS);
        }
        double pooled = (double) (baseline.successes() + variant.successes()) / (baseline.units() + variant.units());
        if (pooled == 0 || pooled == 1) {
            return Computed.not(Why.NO_VARIATION);
        }
        double difference = variant.share() - baseline.share();
        double pooledError = Math.sqrt(pooled * (1 - pooled) * (1.0 / baseline.units() + 1.0 / variant.units()));
        double statistic = difference / pooledError;
        Bounds bounds = new Bounds(baseline, variant, z, confidence);
        return Computed.of(new Comparison(
                difference,
                pooledError,
                bounds.difference(confidence),
                statistic,
                null,
                Tails.normalBeyond(statistic),
                bounds.lift(confidence)));
    }

    /** What both proportions' own intervals say of their difference and their ratio. */
    private record Bounds(double a, double b, Interval ofA, Interval ofB) {
        Bounds(Proportion baseline, Proportion variant, double z, double confidence) {
            this(baseline.share(), variant.share(), baseline.wilson(z, confidence), variant.wilson(z, confidence));
        }

        Interval difference(double confidence) {
            return new Interval(
                    b - a - Math.hypot(b - ofB.lower(), ofA.upper() - a),
                    b - a + Math.hypot(ofB.upper() - b, a - ofA.lower()),
                    confidence);
        }

        Computed<Lift> lift(double confidence) {
            if (a == 0) {
                return Computed.not(Why.BASELINE_NOT_POSITIVE);
            }
            Interval interval = new Interval(ratioAtLeast() - 1, ratioAtMost() - 1, confidence);
            return Computed.of(new Lift(b / a - 1, Computed.of(interval)));
        }

        /** The ratio whose multiple of the baseline touches the lower bound: the smaller root, without cancellation. */
        private double ratioAtLeast() {
            double constant = ofB.lower() * (2 * b - ofB.lower());
            double squared = ofA.upper() * (2 * a - ofA.upper());
            return constant == 0 ? 0 : constant / (a * b + Math.sqrt(a * a * b * b - squared * constant));
        }

        private double ratioAtMost() {
            double constant = ofB.upper() * (2 * b - ofB.upper());
            double squared = ofA.lower() * (2 * a - ofA.lower());
            return (a * b + Math.sqrt(a * a * b * b - squared * constant)) / squared;
        }
    }
}
