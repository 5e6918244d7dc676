package dev.shuke.rfm;

import static java.util.stream.Collectors.toMap;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Scores as the documentation defines them, counted out one by one. */
final class ScoresByDefinition {
    /**
     * @param id in the form in which ids are ordered: hexadecimal
     * @param days from the last order to the snapshot date
     */
    record Buyer(String id, long days, long orders, long spent) {}

    private ScoresByDefinition() {}

    /** By id, as {@code r f m}. */
    static Map<String, String> byGroups(List<Buyer> buyers) {
        return codes(
                buyers,
                ranked(buyers, buyer -> -buyer.days()),
                ranked(buyers, Buyer::orders),
                ranked(buyers, Buyer::spent));
    }

    /** Four cut points each, or null for the quintiles. */
    static Map<String, String> byCuts(List<Buyer> buyers, long[] days, long[] orders, long[] spent) {
        Map<String, Integer> late = above(buyers, Buyer::days, days);
        return codes(
                buyers,
                late.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> 6 - entry.getValue())),
                above(buyers, Buyer::orders, orders),
                above(buyers, Buyer::spent, spent));
    }

    /** The first groups get one more each of those that are left over. */
    private static Map<String, Integer> ranked(List<Buyer> buyers, ToLongFunction<Buyer> number) {
        List<Buyer> order = buyers.stream()
                .sorted(Comparator.comparingLong(number).thenComparing(Buyer::id))
                .toList();
        Map<String, Integer> scores = new HashMap<>();
        int next = 0;
        for (int score = 1; score <= 5; score++) {
            int size = order.size() / 5 + (score <= order.size() % 5 ? 1 : 0);
            for (Buyer buyer : order.subList(next, next + size)) {
                scores.put(buyer.id(), score);
            }
            next += size;
        }
        return scores;
    }

    /** One and how many cut points are below the number. */
    private static Map<String, Integer> above(List<Buyer> buyers, ToLongFunction<Buyer> number, long[] given) {
        long[] cuts = given == null ? quintiles(buyers, number) : given;
        return buyers.stream().collect(toMap(Buyer::id, buyer -> {
            int score = 1;
            for (long cut : cuts) {
                score += cut < number.applyAsLong(buyer) ? 1 : 0;
            }
            return score;
        }));
    }

    /** The smallest number that so many fifths do not exceed. */
    private static long[] quintiles(List<Buyer> buyers, ToLongFunction<Buyer> number) {
        long[] sorted = buyers.stream().mapToLong(number).sorted().toArray();
        long[] cuts = new long[4];
        for (int fifths = 1; fifths <= 4; fifths++) {
            int place = 0;
            while ((place + 1) * 5 < fifths * sorted.length) {
                place++;
            }
            cuts[fifths - 1] = sorted[place];
        }
        return cuts;
    }

    private static Map<String, String> codes(
            List<Buyer> buyers, Map<String, Integer> r, Map<String, Integer> f, Map<String, Integer> m) {
        return buyers.stream()
                .map(Buyer::id)
                .collect(toMap(Function.identity(), id -> r.get(id) + " " + f.get(id) + " " + m.get(id)));
    }
}
