package dev.shuke.score;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import dev.shuke.score.ModelRefusedException.Reason;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * How often members will buy: the beta-geometric/NBD model of Fader, Hardie and Lee (2005), "Counting your customers the
 * easy way: an alternative to the Pareto/NBD model", Marketing Science 24(2). While active, a member buys at random at a
 * rate λ of their own, gamma(r, α) over members; after each purchase they stop for good with a probability p of their own,
 * beta(a, b). Names are the paper's: x for the repeats, T for the age.
 *
 * <p>Not the modified MBG/NBD (Batislam, Denizel and Filiztekin 2007), where members may also stop right after their
 * first purchase: on CDNOW and on Online Retail it is as likely to within half a unit of log-likelihood, and the
 * published figures by which this code is checked are those of BG/NBD. What the two say differently, whether a one-time
 * buyer is still active, is answered by {@link ChurnModel} and never by this model.
 *
 * @param r shape of λ
 * @param alpha rate of λ, in the unit of time of the patterns it was fit on
 * @param a of p
 * @param b of p
 */
public record BgNbd(double r, double alpha, double a, double b) {
    /** Ten for each of the four parameters, as for a regression (Peduzzi et al. 1996). */
    static final int LEAST_RETURNED = 40;

    private static final GaussIntegratorFactory QUADRATURE = new GaussIntegratorFactory();
    private static final int POINTS = 32;
    private static final double TAIL = 1e-7;

    /**
     * The most likely model of these members.
     *
     * @throws ModelRefusedException when fewer than {@value #LEAST_RETURNED} of them came back
     */
    public static BgNbd fit(List<BuyingPattern> patterns) {
        List<BuyingPattern> groups = BuyingPattern.grouped(patterns);
        long members = groups.stream().mapToLong(BuyingPattern::members).sum();
        long returned = groups.stream()
                .filter(group -> group.repeats() > 0)
                .mapToLong(BuyingPattern::members)
                .sum();
        if (returned < LEAST_RETURNED) {
            throw new ModelRefusedException(
                    members < LEAST_RETURNED ? Reason.TOO_FEW_MEMBERS : Reason.TOO_FEW_REPEATS,
                    returned + " of " + members + " members came back, " + LEAST_RETURNED + " are needed");
        }
        double meanAge = groups.stream()
                        .mapToDouble(group -> group.age() * group.members())
                        .sum()
                / members;
        double[] best = MaximumLikelihood.parameters(at -> of(at).logLikelihood(groups), 1, meanAge, 1, 1);
        return of(best);
    }

    private static BgNbd of(double[] parameters) {
        return new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /** Of all these members together. */
    public double logLikelihood(List<BuyingPattern> groups) {
        int most = groups.stream().mapToInt(BuyingPattern::repeats).max().orElse(0);
        double[] ofRepeats = new double[most + 1];
        ofRepeats[0] = r * log(alpha);
        for (int x = 0; x < most; x++) {
            ofRepeats[x + 1] = ofRepeats[x] + log((r + x) * (b + x) / (a + b + x));
        }
        return groups.stream()
                .mapToDouble(group -> group.members() * (ofRepeats[group.repeats()] + logOfTimes(group)))
                .sum();
    }

    /**
     * What the likelihood says of recency and age: the sum of an active member's and of one's who stopped. What it says of
     * repeats alone, Γ(r + x) Γ(b + x) Γ(a + b) over Γ(r) Γ(b) Γ(a + b + x), is a product of x quotients.
     */
    private double logOfTimes(BuyingPattern buying) {
        double active = -(r + buying.repeats()) * log(alpha + buying.age());
        return buying.repeats() == 0 ? active : active + logOfOneAnd(logOddsOfHavingStopped(buying));
    }

    /** log(1 + e^logarithm), however large. */
    private static double logOfOneAnd(double logarithm) {
        return Math.max(0, logarithm) + log1p(exp(-Math.abs(logarithm)));
    }

    /** The probability of being active, which is 1 for all who bought but once: no churn risk, see {@link ChurnModel}. */
    public double probabilityActive(BuyingPattern buying) {
        return buying.repeats() == 0 ? 1 : 1 / (1 + exp(logOddsOfHavingStopped(buying)));
    }

    private double logOddsOfHavingStopped(BuyingPattern buying) {
        int x = buying.repeats();
        return log(a / (b + x - 1)) + (r + x) * log((alpha + buying.age()) / (alpha + buying.recency()));
    }

    /** How many purchases are expected of one such member in the time to come: the paper's conditional expectation. */
    public double expectedPurchases(BuyingPattern buying, double horizon) {
        return discountedPurchases(buying, horizon, 0);
    }

    /**
     * The same, each purchase worth e<sup>−discount · time</sup>. Where the paper has a difference that cancels, and is
     * undefined at a = 1, this is its derivative by time, {@link #rate}, integrated by Gauss and Legendre's rule.
     *
     * @param discount continuous rate per unit of time; 0 for none
     */
    public double discountedPurchases(BuyingPattern buying, double horizon, double discount) {
        if (horizon <= 0) {
            return 0;
        }
        return probabilityActive(buying)
                * QUADRATURE.legendre(POINTS, 0, horizon).integrate(time -> exp(-discount * time) * rate(buying, time));
    }

    /** Purchases per unit of time that are expected, some time from now, of a member who is active now. */
    private double rate(BuyingPattern buying, double time) {
        double shape = r + buying.repeats();
        double rate = alpha + buying.age();
        double survived = b + buying.repeats();
        double z = time / (rate + time);
        return shape / rate * exp((shape + 1) * log1p(-z) + Hypergeometric.log(shape + 1, survived, a + survived, z));
    }

    /**
     * The probabilities of 0, 1, 2 … purchases by one such member in the time to come, up to where less than {@value
     * #TAIL} is left: the paper's P(X(t) = x) of a member who is active now, whose λ is gamma(r + x, α + T) and whose p is beta(a, b + x).
     */
    public double[] purchases(BuyingPattern buying, double horizon) {
        double active = probabilityActive(buying);
        double shape = r + buying.repeats();
        double survived = b + buying.repeats();
        double z = horizon / (alpha + buying.age() + horizon);
        double logCount = shape * log1p(-z);
        double stays = 1;
        double counted = exp(logCount);
        double left = active * (1 - counted);
        DoubleStream.Builder found = DoubleStream.builder().add(1 - left);
        for (int n = 1; left > TAIL; n++) {
            logCount += log((shape + n - 1) / n * z);
            double stopsNow = stays * a / (a + survived + n - 1);
            stays *= (survived + n - 1) / (a + survived + n - 1);
            double probability = active * (stays * exp(logCount) + stopsNow * Math.max(0, 1 - counted));
            counted += exp(logCount);
            left -= probability;
            found.add(probability);
        }
        return found.build().toArray();
    }
}
