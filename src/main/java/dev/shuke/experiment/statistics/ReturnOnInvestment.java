package dev.shuke.experiment.statistics;

/**
 * What a unit of money spent on the variant brought back beyond itself: additional return ÷ additional cost − 1. Both are
 * uncertain and hang together (a redeemed coupon is a cost and a sale), so the interval is Fieller's for the ratio of two
 * differences, as health economics has it for cost-effectiveness: Willan and O'Brien 1996, Health Economics 5(4), 297–305.
 *
 * @param value 0.5 where 1 spent brought 1.5
 * @param additionalReturn per unit of the experiment, in money; of margin where the merchant knows it
 * @param additionalCost per unit of the experiment, in money
 */
public record ReturnOnInvestment(double value, double additionalReturn, double additionalCost, Interval interval) {

    /**
     * @param baseline moments of each unit's return and cost, in this order; a cost may be the same for all
     * @param variant likewise
     */
    public static Computed<ReturnOnInvestment> of(Moments baseline, Moments variant, double confidence) {
        if (baseline.units() < 2 || variant.units() < 2) {
            return Computed.not(baseline.units() < 1 || variant.units() < 1 ? Why.NO_UNITS : Why.ONE_UNIT);
        }
        Contrast costToReturn = new Contrast(
                variant.mean(1) - baseline.mean(1),
                variant.mean(0) - baseline.mean(0),
                covariance(baseline, variant, 1, 1),
                covariance(baseline, variant, 0, 0),
                covariance(baseline, variant, 0, 1));
        if (!Double.isFinite(costToReturn.variance()) || !Double.isFinite(costToReturn.difference())) {
            return Computed.not(Why.NOT_A_NUMBER);
        }
        if (costToReturn.baselineVariance() == 0 && costToReturn.variantVariance() == 0) {
            return Computed.not(Why.NO_VARIATION);
        }
        if (!(costToReturn.baseline() > 0)) {
            return Computed.not(Why.COST_NOT_HIGHER);
        }
        return switch (costToReturn.ratio(Tails.normalMultiplier(confidence), confidence)) {
            case Computed.Not<Interval> _ -> Computed.not(Why.COST_NOT_HIGHER);
            case Computed.Value<Interval>(Interval ratio) -> of(costToReturn, ratio);
        };
    }

    private static Computed<ReturnOnInvestment> of(Contrast costToReturn, Interval ratio) {
        double value = costToReturn.variant() / costToReturn.baseline() - 1;
        Interval interval = new Interval(ratio.lower() - 1, ratio.upper() - 1, ratio.confidence());
        return Computed.finite(
                new ReturnOnInvestment(value, costToReturn.variant(), costToReturn.baseline(), interval), value);
    }

    private static double covariance(Moments baseline, Moments variant, int one, int other) {
        return baseline.covariance(one, other) / baseline.units() + variant.covariance(one, other) / variant.units();
    }
}
