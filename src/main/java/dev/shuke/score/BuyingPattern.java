package dev.shuke.score;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.Collection;
import java.util.List;

/**
 * All that BG/NBD needs to know of a member: how often they came back, when last, and since when they are known. Members
 * who bought alike are one pattern with their number, which is what makes a fit fast: whole days give few patterns.
 *
 * @param repeats purchases after the first one; several on one day are one purchase
 * @param recency from the first purchase to the last one; 0 without repeats
 * @param age from the first purchase to the end of the observation, not below {@code recency}
 * @param members how many bought so, at least 1
 */
public record BuyingPattern(int repeats, double recency, double age, long members) {
    public BuyingPattern {
        boolean consistent = repeats == 0 ? recency == 0 : recency > 0;
        if (repeats < 0 || !consistent || !(recency <= age) || Double.isInfinite(age) || members < 1) {
            throw new IllegalArgumentException("no buying pattern: " + repeats + " repeats, last at " + recency + " of "
                    + age + ", " + members + " members");
        }
    }

    /** Of one member. */
    public BuyingPattern(int repeats, double recency, double age) {
        this(repeats, recency, age, 1);
    }

    /** The same members, those alike in one row. */
    public static List<BuyingPattern> grouped(Collection<BuyingPattern> patterns) {
        return patterns.stream()
                .collect(groupingBy(pattern -> pattern.of(1), summingLong(BuyingPattern::members)))
                .entrySet()
                .stream()
                .map(group -> group.getKey().of(group.getValue()))
                .toList();
    }

    private BuyingPattern of(long many) {
        return new BuyingPattern(repeats, recency, age, many);
    }
}
