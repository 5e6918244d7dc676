package dev.shuke.score;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;

/** Members who buy as BG/NBD says, one purchase after the other, written from its assumptions and not from its formulas. */
final class BuyingSimulation {
    private final BgNbd truth;
    private final RandomGenerator random;

    BuyingSimulation(BgNbd truth, long seed) {
        this.truth = truth;
        this.random = new SplittableRandom(seed);
    }

    /** @param later purchases after the end of the observation */
    record Member(BuyingPattern buying, int later) {}

    List<BuyingPattern> members(int many, double observed) {
        return Stream.generate(() -> member(observed, 0).buying()).limit(many).toList();
    }

    Member member(double observed, double later) {
        double rate =
                new GammaDistribution(truth.r(), 1 / truth.alpha()).inverseCumulativeProbability(random.nextDouble());
        double stop = new BetaDistribution(truth.a(), truth.b()).inverseCumulativeProbability(random.nextDouble());
        return member(rate, stop, observed, later);
    }

    Member member(double rate, double stop, double observed, double later) {
        int repeats = 0;
        int after = 0;
        double last = 0;
        double time = 0;
        boolean active = true;
        while (active) {
            time -= Math.log(1 - random.nextDouble()) / rate;
            active = time <= observed + later && random.nextDouble() >= stop;
            if (time <= observed) {
                repeats++;
                last = time;
            } else if (time <= observed + later) {
                after++;
            }
        }
        return new Member(new BuyingPattern(repeats, last, observed), after);
    }
}
