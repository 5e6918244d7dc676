package dev.shuke.experiment.statistics;

/**
 * Treated stores against control stores, before and after: what changed in the former beyond what changed in the latter.
 *
 * <p>Each store is one unit with one figure before and one after, so that days and members of one store, which hang together,
 * are not taken for independent (Bertrand, Duflo and Mullainathan 2004, Quarterly Journal of Economics 119(1), 249–275:
 * "ignoring time series information"). Of those, the cluster-robust variance CR2 with Bell and McCaffrey's degrees of freedom is Welch's test of
 * the changes: Imbens and Kolesár 2016, Review of Economics and Statistics 98(4), 701–712. It still assumes that
 * the two would have gone the same way; with few stores read {@link RandomisationTest#ofGroups} of the changes beside it.
 *
 * <p>The comparison's lift is relative to what the treated stores would have had without: their past and the others' change.
 */
public final class DifferenceInDifferences {
    private DifferenceInDifferences() {}

    /** @param control moments of each store's figure before and after, in this order; {@code treated} likewise */
    public static Computed<Comparison> ofMeans(Moments control, Moments treated, double confidence) {
        return both(control, treated) instanceof Computed.Not<Boolean>(Why why)
                ? Computed.not(why)
                : compare(
                        new Group(control, mean(control, 0), mean(control, 1)),
                        new Group(treated, mean(treated, 0), mean(treated, 1)),
                        confidence);
    }

    /**
     * Of a sum over a sum, so that large stores count for more.
     *
     * @param control moments of each store's numerator and denominator before, and of both after, in this order
     */
    public static Computed<Comparison> ofRatios(Moments control, Moments treated, double confidence) {
        return both(control, treated)
                .then(_ -> ratios(control))
                .then(others -> ratios(treated).then(these -> compare(others, these, confidence)));
    }

    private static Computed<Boolean> both(Moments control, Moments treated) {
        long fewer = Math.min(control.units(), treated.units());
        return fewer < 2 ? Computed.not(fewer < 1 ? Why.NO_UNITS : Why.ONE_UNIT) : Computed.of(true);
    }

    private static Computed<Group> ratios(Moments stores) {
        return RatioMetric.linear(stores, 0)
                .then(before -> RatioMetric.linear(stores, 2).map(after -> new Group(stores, before, after)));
    }

    private static Linear mean(Moments stores, int number) {
        double[] weights = new double[stores.numbers()];
        weights[number] = 1;
        return new Linear(stores.mean(number), weights);
    }

    private static Computed<Comparison> compare(Group control, Group treated, double confidence) {
        double degrees = degreesOfFreedom(control, treated);
        Contrast contrast = new Contrast(
                treated.before().value() + control.change().value(),
                treated.after().value(),
                treated.variance(treated.before()) + control.variance(control.change()),
                treated.variance(treated.after()),
                treated.covariance());
        return contrast.testable().then(it -> it.compared(confidence, degrees));
    }

    private static double degreesOfFreedom(Group control, Group treated) {
        double ofControl = control.variance(control.change());
        double ofTreated = treated.variance(treated.change());
        double sum = ofControl + ofTreated;
        return sum
                * sum
                / (ofControl * ofControl / (control.stores().units() - 1)
                        + ofTreated * ofTreated / (treated.stores().units() - 1));
    }

    private record Group(Moments stores, Linear before, Linear after) {
        Linear change() {
            return after.less(1, before, 0);
        }

        double variance(Linear of) {
            return stores.varianceOf(of.weights()) / stores.units();
        }

        double covariance() {
            return stores.covarianceOf(before.weights(), after.weights()) / stores.units();
        }
    }
}
