package dev.shuke.score;

import static org.hipparchus.special.Gamma.logGamma;

import dev.shuke.score.ModelRefusedException.Reason;
import java.util.List;
import org.hipparchus.special.Beta;

/**
 * How much members spend each time: the gamma-gamma model of Fader and Hardie (2013), "The gamma-gamma model of monetary
 * value", brucehardie.com/notes/025. Amounts of one member are gamma(p, ν), and ν is gamma(q, γ) over members. It takes how
 * much to be independent of how often.
 *
 * @param p shape of the amounts
 * @param q shape of ν
 * @param gamma rate of ν, in the unit of money of the spending it was fit on
 */
public record GammaGamma(double p, double q, double gamma) {
    /** Ten for each of the three parameters, as for a regression (Peduzzi et al. 1996). */
    static final int LEAST_RETURNED = 30;

    /**
     * The most likely model of those members who came back.
     *
     * @throws ModelRefusedException when they are fewer than {@value #LEAST_RETURNED}
     */
    public static GammaGamma fit(List<Spending> members) {
        List<Spending> returned =
                members.stream().filter(member -> member.purchases() > 0).toList();
        if (returned.size() < LEAST_RETURNED) {
            throw new ModelRefusedException(
                    members.size() < LEAST_RETURNED ? Reason.TOO_FEW_MEMBERS : Reason.TOO_FEW_REPEATS,
                    returned.size() + " of " + members.size() + " members came back, " + LEAST_RETURNED
                            + " are needed");
        }
        double mean = returned.stream().mapToDouble(Spending::mean).average().orElseThrow();
        double[] best = MaximumLikelihood.parameters(at -> of(at).logLikelihood(returned), 1, 1, mean);
        return of(best);
    }

    private static GammaGamma of(double[] parameters) {
        return new GammaGamma(parameters[0], parameters[1], parameters[2]);
    }

    /** Of all these members' means together, those without purchases left out: the note's likelihood. */
    public double logLikelihood(List<Spending> members) {
        double constant = q * Math.log(gamma) - logGamma(q);
        return members.stream()
                .filter(member -> member.purchases() > 0)
                .mapToDouble(member -> constant + logDensity(member))
                .sum();
    }

    private double logDensity(Spending member) {
        double shape = p * member.purchases();
        double total = member.total();
        return logGamma(shape + q)
                - logGamma(shape)
                + shape * Math.log(total)
                - Math.log(member.mean())
                - (shape + q) * Math.log(gamma + total);
    }

    /**
     * The mean amount of a purchase to come: between the member's own and all members', the nearer to the own the more
     * purchases there are (the note's conditional expectation). Infinite for a member without purchases where q ≤ 1.
     */
    public double expectedMean(Spending member) {
        double denominator = p * member.purchases() + q - 1;
        return denominator > 0 ? p * (gamma + member.total()) / denominator : Double.POSITIVE_INFINITY;
    }

    /**
     * How probable it is that so many purchases to come amount to a total of at most {@code share · scale / (1 − share)},
     * with {@link #scale} of the member. Given the past, ν is gamma(q + p x, γ + x m), and a gamma(p n) over a gamma(q + p x)
     * is a beta of the second kind.
     *
     * @param purchases n, above 0
     * @param share in [0, 1], the total as a part of itself and the scale
     */
    double probabilityWithin(Spending member, int purchases, double share) {
        return Beta.regularizedBeta(share, p * purchases, q + p * member.purchases());
    }

    double scale(Spending member) {
        return gamma + member.total();
    }
}
