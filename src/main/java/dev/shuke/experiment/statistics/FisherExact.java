package dev.shuke.experiment.statistics;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/**
 * Two proportions of few units: Fisher 1935, The Design of Experiments, chapter 2. Two-sided: all tables with the same
 * margins that are no likelier than the one seen.
 */
public final class FisherExact {
    /** Together; from there the z-test is as good. */
    public static final long MOST_UNITS = 100_000;

    /** Tables as likely as the one seen, but for rounding, count. */
    private static final double AS_LIKELY = 1 + 1e-7;

    private FisherExact() {}

    /** The p-value. */
    public static Computed<Double> pValue(Proportion baseline, Proportion variant) {
        if (baseline.units() < 1 || variant.units() < 1) {
            return Computed.not(Why.NO_UNITS);
        }
        long units = baseline.units() + variant.units();
        long successes = baseline.successes() + variant.successes();
        if (units > MOST_UNITS) {
            return Computed.not(Why.TOO_MANY_UNITS);
        }
        if (successes == 0 || successes == units) {
            return Computed.not(Why.NO_VARIATION);
        }
        var tables = new HypergeometricDistribution((int) units, (int) successes, (int) baseline.units());
        double seen = tables.probability((int) baseline.successes()) * AS_LIKELY;
        double sum = 0;
        for (int table = tables.getSupportLowerBound(); table <= tables.getSupportUpperBound(); table++) {
            double probability = tables.probability(table);
            sum += probability <= seen ? probability : 0;
        }
        return Computed.of(Math.min(1, sum));
    }
}
