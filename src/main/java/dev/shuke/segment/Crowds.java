package dev.shuke.segment;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts members for somebody who may see none of them, so that no rule can be made to say something of one of them.
 * Those whom a rule tells from all but a few others count as the crowd does that they are most like: left out they would
 * be known by the count's falling short of that of the same rule without the part that singles them out.
 *
 * <p>Like means: equal in what tells less before what tells more, and in the more common before the rarer, so that what
 * is given up of somebody is what singles them out.
 *
 * <p>What it does not hide: that all of a crowd are alike, as any table of counts may show; and who knows of two things
 * that all but one of the same members have done, an event of one type and of another, can count both.
 */
final class Crowds {
    private final List<Crowd> crowds;
    /** How many members have each value of each split. */
    private final List<Map<Integer, Long>> shares = new ArrayList<>();

    private final int broad;

    /**
     * Members between whom the rule's {@link Splits} do not tell.
     *
     * @param at the value of each split, null among them
     */
    record Cell(String[] at, boolean matches, long members) {}

    private static final class Crowd {
        /** By numbers, which are compared often; 0 for null. */
        private final int[] at;

        private final boolean matches;
        private long members;

        private Crowd(int[] at, Cell cell) {
            this.at = at;
            this.matches = cell.matches();
            this.members = cell.members();
        }
    }

    private Crowds(List<Cell> cells, int broad) {
        this.broad = broad;
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put(null, 0);
        this.crowds = cells.stream()
                .map(cell -> Map.entry(Arrays.toString(cell.at()), cell))
                .sorted(Map.Entry.comparingByKey())
                .map(cell -> new Crowd(numbered(cell.getValue().at(), numbers), cell.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int split = 0; split < cells.getFirst().at().length; split++) {
            Map<Integer, Long> share = new HashMap<>();
            for (Crowd crowd : crowds) {
                share.merge(crowd.at[split], crowd.members, Long::sum);
            }
            shares.add(share);
        }
    }

    private static int[] numbered(String[] at, Map<String, Integer> numbers) {
        return Arrays.stream(at)
                .mapToInt(value -> numbers.computeIfAbsent(value, any -> numbers.size()))
                .toArray();
    }

    /**
     * How many members match, give or take those who are in no crowd of their own.
     *
     * @param broad how many splits come first that tell less than the others
     * @param k how many make a crowd
     */
    static long matching(List<Cell> cells, int broad, int k) {
        return cells.isEmpty() ? 0 : new Crowds(cells, broad).joined(k);
    }

    private long joined(int k) {
        PriorityQueue<Crowd> bySize = new PriorityQueue<>(comparingLong(crowd -> crowd.members));
        bySize.addAll(crowds);
        while (bySize.size() > 1 && bySize.peek().members < k) {
            Crowd few = bySize.poll();
            crowds.remove(few);
            Crowd like = mostLike(few);
            bySize.remove(like);
            like.members += few.members;
            bySize.add(like);
        }
        return crowds.stream()
                .filter(crowd -> crowd.matches && crowd.members >= k)
                .mapToLong(crowd -> crowd.members)
                .sum();
    }

    private Crowd mostLike(Crowd few) {
        List<Crowd> like = crowds;
        for (int split : byWeight(few)) {
            List<Crowd> equal = new ArrayList<>();
            for (Crowd crowd : like) {
                if (crowd.at[split] == few.at[split]) {
                    equal.add(crowd);
                }
            }
            like = equal.isEmpty() ? like : equal;
        }
        return like.stream().max(mostInNoList()).orElseThrow();
    }

    /** A value that is not in a rule's list is null here: whose value is a rare one is treated as if it were not listed. */
    private static Comparator<Crowd> mostInNoList() {
        return Comparator.<Crowd>comparingLong(crowd ->
                        Arrays.stream(crowd.at).filter(value -> value == 0).count())
                .thenComparingLong(crowd -> crowd.members);
    }

    private int[] byWeight(Crowd few) {
        return IntStream.range(0, few.at.length)
                .boxed()
                .sorted(comparing((Integer split) -> split >= broad)
                        .thenComparing(split -> shares.get(split).get(few.at[split]), Comparator.reverseOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
