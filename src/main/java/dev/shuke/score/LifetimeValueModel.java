package dev.shuke.score;

import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * What members will spend: how often by BG/NBD times how much by gamma-gamma (Fader, Hardie and Lee 2005, "RFM and CLV",
 * Journal of Marketing Research 42(4)).
 *
 * <p>The interval is of the spending itself, so that its coverage can be measured against what members spent: the
 * quantiles of the predictive distribution given the member's past, computed and not simulated. It mixes the number of
 * purchases ({@link BgNbd#purchases}) with the total of so many ({@link GammaGamma#probabilityWithin}). Parameters count as
 * known: with as many members as a fit asks for, what is uncertain about one member is how that member will behave.
 *
 * @param horizon time to come, in the unit of {@code frequency}
 * @param discount continuous rate per that unit; {@link #discountRate} makes it of a yearly one, 0 for none
 */
public record LifetimeValueModel(BgNbd frequency, GammaGamma spending, double horizon, double discount) {
    /** Of the share of a total, see {@link GammaGamma#probabilityWithin}. */
    private static final double PRECISION = 1e-6;

    private static final int MAX_EVALUATIONS = 200;
    private static final double MOST_COVERAGE = 0.999;

    public LifetimeValueModel {
        if (!(horizon > 0 && horizon < Double.POSITIVE_INFINITY) || !(discount >= 0)) {
            throw new IllegalArgumentException("no horizon or discount: " + horizon + ", " + discount);
        }
        if (spending.q() <= 1) {
            throw new ModelRefusedException(
                    ModelRefusedException.Reason.NO_MEAN, "amounts differ so much that they have no mean");
        }
    }

    /**
     * The continuous rate of a yearly one.
     *
     * @param yearly 0.1 for ten per cent a year
     * @param unitsPerYear 365.25 for days
     */
    public static double discountRate(double yearly, double unitsPerYear) {
        return Math.log1p(yearly) / unitsPerYear;
    }

    /** What one member is expected to spend: the mean alone, which is quick. */
    public double expected(BuyingPattern buying, Spending spent) {
        return frequency.discountedPurchases(buying, horizon, discount) * spending.expectedMean(spent);
    }

    /**
     * One member's value.
     *
     * @param coverage how probable it is that what they will spend lies in the interval, 0.8 for example: as much below it
     *     as above, unless what is below is 0
     */
    public LifetimeValue value(BuyingPattern buying, Spending spent, double coverage) {
        if (!(coverage > 0 && coverage <= MOST_COVERAGE)) {
            throw new IllegalArgumentException("no coverage: " + coverage);
        }
        double purchases = frequency.expectedPurchases(buying, horizon);
        double discounted = frequency.discountedPurchases(buying, horizon, discount);
        double[] counts = frequency.purchases(buying, horizon);
        double worth = purchases > 0 ? discounted / purchases : 0;
        return new LifetimeValue(
                discounted * spending.expectedMean(spent),
                worth * quantile(counts, spent, (1 - coverage) / 2),
                worth * quantile(counts, spent, (1 + coverage) / 2));
    }

    private double quantile(double[] counts, Spending spent, double level) {
        if (counts[0] >= level) {
            return 0;
        }
        double share = new BrentSolver(PRECISION)
                .solve(MAX_EVALUATIONS, at -> probabilityWithin(counts, spent, at) - level, 0, 1);
        return share / (1 - share) * spending.scale(spent);
    }

    private double probabilityWithin(double[] counts, Spending spent, double share) {
        double within = counts[0];
        for (int n = 1; n < counts.length; n++) {
            within += counts[n] * spending.probabilityWithin(spent, n, share);
        }
        return within;
    }
}
