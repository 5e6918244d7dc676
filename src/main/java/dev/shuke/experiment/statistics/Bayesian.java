package dev.shuke.experiment.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How likely each variant is the best, and what choosing it would lose on average if it is not: Stucchio 2015, "Bayesian A/B
 * testing at VWO". Proportions have Beta posteriors, every other metric a normal one with a flat prior (Gelman et al. 2013,
 * Bayesian Data Analysis, 3rd ed., sections 2.4 and 2.5). It says nothing of how often a decision by it is wrong when one
 * looks every day: for that there is {@link ConfidenceSequence}.
 */
public final class Bayesian {
    private static final double ACCURACY = 1e-14;

    private Bayesian() {}

    /**
     * Of one variant.
     *
     * @param chanceOfBest of all variants together 1
     * @param expectedLoss how far below the best it is expected to be, in the metric's unit
     * @param credible the middle of its posterior, in the metric's unit
     */
    public record Belief(double chanceOfBest, double expectedLoss, Interval credible) {}

    /** The uniform prior: before any data, every proportion is as likely as any other. */
    public static Computed<List<Belief>> proportions(List<Proportion> variants, double confidence) {
        return proportions(variants, 1, 1, confidence);
    }

    /**
     * @param priorSuccesses shape of the Beta prior, at least 1, as if so many less one had been seen
     * @param priorFailures likewise
     */
    public static Computed<List<Belief>> proportions(
            List<Proportion> variants, double priorSuccesses, double priorFailures, double confidence) {
        if (!(priorSuccesses >= 1 && priorFailures >= 1)) {
            throw new IllegalArgumentException("a prior has shapes of at least 1");
        }
        List<RealDistribution> posteriors = new ArrayList<>();
        for (Proportion variant : variants) {
            posteriors.add(new BetaDistribution(
                    priorSuccesses + variant.successes(),
                    priorFailures + variant.units() - variant.successes(),
                    ACCURACY));
        }
        return variants.stream().anyMatch(variant -> variant.units() < 1)
                ? Computed.not(Why.NO_UNITS)
                : beliefs(posteriors, confidence);
    }

    public static Computed<List<Belief>> means(List<Estimate> variants, double confidence) {
        if (variants.stream().anyMatch(variant -> !(variant.variance() > 0))) {
            return Computed.not(Why.NO_VARIATION);
        }
        List<RealDistribution> posteriors = new ArrayList<>();
        for (Estimate variant : variants) {
            posteriors.add(new NormalDistribution(variant.value(), variant.standardError()));
        }
        return beliefs(posteriors, confidence);
    }

    private static Computed<List<Belief>> beliefs(List<RealDistribution> posteriors, double confidence) {
        double tail = Interval.alpha(confidence) / 2;
        BestOf best = BestOf.all(posteriors);
        if (!best.finite()) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        List<Belief> beliefs = new ArrayList<>();
        for (int variant = 0; variant < posteriors.size(); variant++) {
            RealDistribution posterior = posteriors.get(variant);
            beliefs.add(new Belief(
                    best.chance()[variant],
                    best.loss()[variant],
                    new Interval(
                            posterior.inverseCumulativeProbability(tail),
                            posterior.inverseCumulativeProbability(1 - tail),
                            confidence)));
        }
        return Computed.of(List.copyOf(beliefs));
    }
}
