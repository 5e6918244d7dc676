package dev.shuke.experiment.statistics;

import java.util.List;

/**
 * One variant's mean over groups of units (tiers, channels, blocks of stores), each with the same weight in every variant,
 * so that the groups' own differences are none of the variants': Miratrix, Sekhon and Yu 2013, "Adjusting treatment effect
 * estimates by post-stratification in randomized experiments", Journal of the Royal Statistical Society B 75(2), 369–396.
 */
public final class PostStratification {
    private PostStratification() {}

    /**
     * @param share of the group among all units of the experiment; of all groups together 1
     * @param estimate of this variant in this group
     */
    public record Group(double share, Computed<Estimate> estimate) {}

    /** With Satterthwaite's degrees of freedom. A group too small in this variant leaves the whole without a figure. */
    public static Computed<Estimate> estimate(List<Group> groups) {
        if (Math.abs(groups.stream().mapToDouble(Group::share).sum() - 1) > 1e-6) {
            throw new IllegalArgumentException("the groups are not all units");
        }
        return Computed.all(groups.stream().map(PostStratification::part).toList())
                .then(PostStratification::sum);
    }

    private static Computed<Estimate> part(Group group) {
        double share = group.share();
        return group.estimate()
                .then(it -> Estimate.of(
                        it.units(), share * it.value(), share * share * it.variance(), it.degreesOfFreedom()));
    }

    private static Computed<Estimate> sum(List<Estimate> parts) {
        double variance = parts.stream().mapToDouble(Estimate::variance).sum();
        double perDegree = parts.stream()
                .mapToDouble(part -> part.variance() * part.variance() / part.degreesOfFreedom())
                .sum();
        return Estimate.of(
                parts.stream().mapToLong(Estimate::units).sum(),
                parts.stream().mapToDouble(Estimate::value).sum(),
                variance,
                perDegree > 0 ? variance * variance / perDegree : 1);
    }
}
