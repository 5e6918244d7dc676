package dev.shuke.experiment;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How one experiment gives out its variants: the same unit always gets the same answer, whoever asks, and nothing of another
 * experiment moves it. Audience, consent, forced variants and what a unit has already seen are asked before this.
 *
 * <p>Traffic and variant are two draws: a unit let in at 10 % is in at 50 %, with the variant it had. Raising the holdout or
 * moving weights does move units, but only those at the borders, and never those that were exposed, whose variant is kept.
 *
 * @param salt of the experiment, chosen at random when it was created: 1 to 64 of A–Z, a–z, 0–9, - and _
 * @param holdoutSalt of the tenant, so that one and the same group is kept out of all its experiments
 * @param holdout buckets kept out of everything: those below; 500 is 5 %
 * @param place in a layer; null for an experiment that minds no other
 * @param traffic buckets let in: those below; 10,000 is everybody
 * @param variants in their order, at least two; each of at least one bucket by its weight
 */
public record Allocation(
        String salt, String holdoutSalt, int holdout, Layer.Place place, int traffic, List<Weight> variants) {
    private static final Pattern SALT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final long MOST_WEIGHT = 1_000_000;

    /** @param weight in any unit, whole, so that all languages round alike; above 0 */
    public record Weight(String variant, long weight) {
        public Weight {
            if (weight < 1 || weight > MOST_WEIGHT) {
                throw new IllegalArgumentException("a weight of 1 to 1,000,000");
            }
        }
    }

    public Allocation {
        checkSalt(salt);
        checkSalt(holdoutSalt);
        if (holdout < 0 || holdout > Bucket.COUNT || traffic < 0 || traffic > Bucket.COUNT) {
            throw new IllegalArgumentException("0 to 10,000 buckets");
        }
        variants = List.copyOf(variants);
        for (int i = 0; i < variants.size(); i++) {
            if (variants.size() < 2 || end(variants, i) == (i == 0 ? 0 : end(variants, i - 1))) {
                throw new IllegalArgumentException("at least two variants, each of at least one bucket");
            }
        }
    }

    /** What a unit gets. */
    public sealed interface Answer {
        record Given(String variant) implements Answer {}

        record Refused(Reason reason) implements Answer {}
    }

    public enum Reason {
        HOLDOUT,
        LAYER,
        TRAFFIC
    }

    /** @throws IllegalArgumentException if the id is no text */
    public Answer assign(String unit) {
        if (holdout > 0 && Bucket.of(holdoutSalt, Bucket.Draw.HOLDOUT, unit) < holdout) {
            return new Answer.Refused(Reason.HOLDOUT);
        }
        if (place != null && !place.has(unit)) {
            return new Answer.Refused(Reason.LAYER);
        }
        if (traffic < Bucket.COUNT && Bucket.of(salt, Bucket.Draw.TRAFFIC, unit) >= traffic) {
            return new Answer.Refused(Reason.TRAFFIC);
        }
        return new Answer.Given(variant(Bucket.of(salt, Bucket.Draw.VARIANT, unit)));
    }

    private String variant(int bucket) {
        int variant = 0;
        while (end(variants, variant) <= bucket) {
            variant++;
        }
        return variants.get(variant).variant();
    }

    /** One after the last bucket of a variant: 10,000 × the weights up to it ÷ all weights, rounded down. */
    private static long end(List<Weight> variants, int last) {
        long all = variants.stream().mapToLong(Weight::weight).sum();
        long upTo = variants.stream().limit(last + 1L).mapToLong(Weight::weight).sum();
        return Bucket.COUNT * upTo / all;
    }

    static void checkSalt(String salt) {
        if (!SALT.matcher(salt).matches()) {
            throw new IllegalArgumentException("a salt has 1 to 64 of A–Z, a–z, 0–9, - and _");
        }
    }
}
