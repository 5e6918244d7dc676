package dev.shuke.score;

import dev.shuke.score.ModelRefusedException.Reason;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * When a member will buy next, if they do; whether they do is {@link ChurnModel}'s to say. The logarithms of a member's
 * intervals scatter normally about the member's own mean, and those means about that of all members; the less is known of
 * a member, the more counts what is known of all (one-way random effects: Searle, Casella and McCulloch 1992, "Variance
 * components", 3.6 and 7.4).
 *
 * @param meanLog mean of the members' means
 * @param within variance of a member's logarithms, above 0
 * @param between variance of the members' means, 0 where they are all alike
 * @param medianDays of all intervals of all members: the baseline for who has bought once
 */
public record NextPurchaseModel(double meanLog, double within, double between, double medianDays) {
    /** Of members with two intervals or more, without which the two variances cannot be told apart. */
    static final int LEAST_MEMBERS = 30;

    private static final NormalDistribution NORMAL = new NormalDistribution();
    /** In deviations: who is later than that counts as having just become so late. */
    private static final double LATEST = 5;

    private static final double LEAST_VARIANCE = 1e-6;

    /**
     * From the analysis of variance of unequal groups.
     *
     * @param medianDays of all intervals of all these members
     * @throws ModelRefusedException when fewer than {@value #LEAST_MEMBERS} of them have two intervals
     */
    public static NextPurchaseModel fit(List<PurchaseIntervals> members, double medianDays) {
        List<PurchaseIntervals> returned =
                members.stream().filter(member -> member.count() > 0).toList();
        long twice = returned.stream().filter(member -> member.count() > 1).count();
        if (twice < LEAST_MEMBERS) {
            throw new ModelRefusedException(
                    members.size() < LEAST_MEMBERS ? Reason.TOO_FEW_MEMBERS : Reason.TOO_FEW_REPEATS,
                    twice + " members came back twice, " + LEAST_MEMBERS + " are needed");
        }
        double groups = returned.size();
        double all = returned.stream().mapToDouble(PurchaseIntervals::count).sum();
        double squares = returned.stream()
                .mapToDouble(member -> (double) member.count() * member.count())
                .sum();
        double grand = returned.stream().mapToDouble(PurchaseIntervals::logSum).sum() / all;
        double scatter =
                returned.stream().mapToDouble(PurchaseIntervals::scatter).sum();
        double spread = returned.stream()
                .mapToDouble(member -> member.count() * Math.pow(member.meanLog() - grand, 2))
                .sum();
        double within = Math.max(LEAST_VARIANCE, scatter / (all - groups));
        double between = Math.max(0, (spread / (groups - 1) - within) / ((all - squares / all) / (groups - 1)));
        return new NextPurchaseModel(mean(returned, within, between), within, between, medianDays);
    }

    /** Each member's own mean as much as it is certain. */
    private static double mean(List<PurchaseIntervals> members, double within, double between) {
        double weights = members.stream()
                .mapToDouble(member -> 1 / (between + within / member.count()))
                .sum();
        return members.stream()
                        .mapToDouble(member -> member.meanLog() / (between + within / member.count()))
                        .sum()
                / weights;
    }

    /**
     * Days from now to the next purchase: it is as likely to come before as after, given that it has not come yet.
     *
     * @param elapsedDays since the last purchase, at least 0
     */
    public double daysAhead(PurchaseIntervals member, double elapsedDays) {
        double certainty = within + member.count() * between;
        double mean = (within * meanLog + between * member.logSum()) / certainty;
        double deviation = Math.sqrt(within + within * between / certainty);
        double now = Math.min(LATEST, (Math.log(elapsedDays) - mean) / deviation);
        double yetToCome = NORMAL.cumulativeProbability(-now);
        double then = -NORMAL.inverseCumulativeProbability(yetToCome / 2);
        return Math.exp(mean + deviation * then) - Math.exp(mean + deviation * now);
    }

    /**
     * The baseline: the member's own median interval after the last purchase, or all members' of who has bought once; now,
     * where that is past.
     */
    double baselineDaysAhead(PurchaseIntervals member, double elapsedDays) {
        return Math.max(0, (member.count() > 0 ? member.medianDays() : medianDays) - elapsedDays);
    }

    /**
     * A member at a cut-off who then did buy.
     *
     * @param known what was known at the cut-off
     * @param daysAhead from the cut-off to the next purchase
     */
    public record Outcome(PurchaseIntervals known, double elapsedDays, double daysAhead) {}

    /**
     * How far off dates were, in days on the mean.
     *
     * @param members who bought within the time that was looked at; the others have no date to be off from
     */
    public record Errors(int members, double meanAbsolute, double baselineMeanAbsolute) {
        public boolean passed() {
            return meanAbsolute <= baselineMeanAbsolute;
        }
    }

    /** Of outcomes that came after all that the model learned from. */
    public Errors backTest(List<Outcome> outcomes) {
        return new Errors(
                outcomes.size(),
                outcomes.stream()
                        .mapToDouble(it -> Math.abs(daysAhead(it.known(), it.elapsedDays()) - it.daysAhead()))
                        .average()
                        .orElse(Double.NaN),
                outcomes.stream()
                        .mapToDouble(it -> Math.abs(baselineDaysAhead(it.known(), it.elapsedDays()) - it.daysAhead()))
                        .average()
                        .orElse(Double.NaN));
    }
}
