package dev.shuke.score;

import dev.shuke.score.ModelRefusedException.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Who is about to stay away: the probability that a member orders nothing within the horizon, by logistic regression on
 * {@link ChurnFeature}s. It is not one minus BG/NBD's probability of being active, which for every one-time buyer is none.
 *
 * <p>Learned at one cut-off or several and tried at a later one, as it will be used: the members and outcomes it is tried on
 * come after all those it learned from. A model that does worse than {@linkplain #baseline a plain regression on recency,
 * frequency and monetary} is kept with its back-test, but refuses to tell a risk.
 *
 * @param horizonDays 30 to 60 for a warning that leaves time to act
 * @param cycleDays the merchant's typical interval between two days with orders of one member
 * @param backTest against the baseline, learned and tried on the same members
 */
public record ChurnModel(int horizonDays, double cycleDays, LogisticRegression regression, BackTest backTest) {
    /** Of the rarer outcome, ten for each feature (Peduzzi et al. 1996). */
    static final int LEAST_OF_EACH = 10 * ChurnFeature.values().length;

    /**
     * A member at a cut-off, and what then happened.
     *
     * @param churned no order within the horizon after it
     */
    public record Outcome(ShoppingSummary member, boolean churned) {}

    /**
     * What a feature adds to one member's log-odds of staying away, against a member average in it; above 0 it speaks for
     * churn.
     */
    public record Factor(ChurnFeature feature, double logOdds) {}

    /**
     * What was learned and not tried yet.
     *
     * @param cycleDays see {@link ChurnModel}
     * @param plain the baseline's, see {@link #baseline}
     */
    public record Learned(double cycleDays, LogisticRegression regression, LogisticRegression plain) {
        /** @throws ModelRefusedException when too few churned or too few stayed */
        public static Learned of(List<Outcome> past) {
            requireBoth(past);
            double cycle = ChurnModel.cycleDays(past);
            return new Learned(
                    cycle, fit(past, member -> ChurnFeature.row(member, cycle)), fit(past, ChurnModel::baseline));
        }

        /**
         * The model, tried on members whose cut-off is that by which all was known that was learned.
         *
         * @throws ModelRefusedException when too few churned or too few stayed
         */
        public ChurnModel tried(int horizonDays, List<Outcome> later) {
            requireBoth(later);
            BackTest backTest = BackTest.of(
                    probabilities(regression, later, member -> ChurnFeature.row(member, cycleDays)),
                    probabilities(plain, later, ChurnModel::baseline),
                    churned(later));
            return new ChurnModel(horizonDays, cycleDays, regression, backTest);
        }
    }

    /**
     * Learns from the former and tries on the latter.
     *
     * @param past outcomes that were known at the cut-off of {@code later}: nothing of them lies behind it
     * @throws ModelRefusedException when too few churned or too few stayed, among the former or the latter
     */
    public static ChurnModel train(int horizonDays, List<Outcome> past, List<Outcome> later) {
        return Learned.of(past).tried(horizonDays, later);
    }

    private static LogisticRegression fit(List<Outcome> outcomes, Function<ShoppingSummary, double[]> row) {
        List<double[]> rows =
                outcomes.stream().map(outcome -> row.apply(outcome.member())).toList();
        return LogisticFit.of(rows, churned(outcomes));
    }

    private static double[] probabilities(
            LogisticRegression regression, List<Outcome> outcomes, Function<ShoppingSummary, double[]> row) {
        return outcomes.stream()
                .mapToDouble(outcome -> regression.probability(row.apply(outcome.member())))
                .toArray();
    }

    /** In [0, 1]. */
    public double risk(ShoppingSummary member) {
        if (!backTest.passed()) {
            throw new ModelRefusedException(
                    Reason.WORSE_THAN_BASELINE, "recency, frequency and monetary alone tell churn better");
        }
        return regression.probability(ChurnFeature.row(member, cycleDays));
    }

    /** Why: all features that say something of this member, the strongest first. */
    public List<Factor> factors(ShoppingSummary member) {
        return Arrays.stream(ChurnFeature.values())
                .map(feature -> new Factor(
                        feature, regression.terms().get(feature.ordinal()).contribution(feature.of(member, cycleDays))))
                .filter(factor -> factor.logOdds() != 0)
                .sorted(Comparator.comparingDouble((Factor factor) -> -Math.abs(factor.logOdds())))
                .toList();
    }

    /** Recency in days, frequency in orders, monetary in minor units, as they are. */
    private static double[] baseline(ShoppingSummary member) {
        return new double[] {member.recencyDays(), member.orders(), member.spent()};
    }

    private static double cycleDays(List<Outcome> outcomes) {
        double days = outcomes.stream()
                .mapToDouble(outcome -> outcome.member().spanDays())
                .sum();
        double intervals = outcomes.stream()
                .mapToDouble(outcome -> outcome.member().orderDays() - 1)
                .sum();
        if (!(intervals > 0)) {
            throw new ModelRefusedException(Reason.TOO_FEW_REPEATS, "nobody came back");
        }
        return days / intervals;
    }

    private static void requireBoth(List<Outcome> outcomes) {
        long left = outcomes.stream().filter(Outcome::churned).count();
        long stayed = outcomes.size() - left;
        if (Math.min(left, stayed) < LEAST_OF_EACH) {
            throw new ModelRefusedException(
                    outcomes.size() < 2 * LEAST_OF_EACH ? Reason.TOO_FEW_MEMBERS : Reason.ONE_OUTCOME,
                    left + " stayed away and " + stayed + " came back, " + LEAST_OF_EACH + " of each are needed");
        }
    }

    private static boolean[] churned(List<Outcome> outcomes) {
        boolean[] churned = new boolean[outcomes.size()];
        for (int i = 0; i < churned.length; i++) {
            churned[i] = outcomes.get(i).churned();
        }
        return churned;
    }
}
