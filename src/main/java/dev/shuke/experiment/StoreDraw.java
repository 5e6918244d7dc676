package dev.shuke.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which stores get which variant. The seed is stored with the experiment and is all the chance there is: stores are taken in
 * the order of their hash, so that anybody can draw again and find the same.
 *
 * @param seed a salt, chosen at random when the experiment was created
 */
public record StoreDraw(String seed) {
    public StoreDraw {
        Allocation.checkSalt(seed);
    }

    /**
     * @param stratum what shall be balanced, e.g. the city; the same for all if nothing
     * @param sales in the past, in any unit
     */
    public record Store(String id, String stratum, double sales) {}

    /** @param block whose stores are compared with each other: the pair, or the stratum */
    public record Drawn(String store, String variant, int block) {}

    /**
     * Stores of about the same sales in a block of one for each variant; two variants make matched pairs (Imai, King and Nall
     * 2009, Statistical Science 24(1), 29–53). Within the stratum, from the largest down. What is left of a stratum is a block
     * that lacks some variants.
     */
    public List<Drawn> matched(List<Store> stores, List<String> variants) {
        List<Drawn> drawn = new ArrayList<>();
        int block = 0;
        for (List<Store> stratum : strata(stores)) {
            List<Store> largestFirst = stratum.stream()
                    .sorted(Comparator.comparingDouble(Store::sales).reversed().thenComparing(Store::id))
                    .toList();
            for (int from = 0; from < largestFirst.size(); from += variants.size()) {
                int to = Math.min(from + variants.size(), largestFirst.size());
                drawn.addAll(shuffled(largestFirst.subList(from, to), ordered(variants, block), block++));
            }
        }
        return List.copyOf(drawn);
    }

    /**
     * As many of each stratum to each variant as its weight says, give or take one; what is over goes by turns, so that all
     * strata together are split by the weights too, give or take one for each variant.
     */
    public List<Drawn> stratified(List<Store> stores, List<Allocation.Weight> variants) {
        long all = variants.stream().mapToLong(Allocation.Weight::weight).sum();
        long[] owed = new long[variants.size()];
        List<Drawn> drawn = new ArrayList<>();
        int block = 0;
        for (List<Store> stratum : strata(stores)) {
            for (Store store : inHashOrder(stratum)) {
                int next = mostOwed(owed, variants);
                owed[next] -= all;
                drawn.add(new Drawn(store.id(), variants.get(next).variant(), block));
            }
            block++;
        }
        return List.copyOf(drawn);
    }

    /** Every variant is owed its weight at each store, and pays for all when it gets one. */
    private static int mostOwed(long[] owed, List<Allocation.Weight> variants) {
        int most = 0;
        for (int i = 0; i < owed.length; i++) {
            owed[i] += variants.get(i).weight();
            most = owed[i] > owed[most] ? i : most;
        }
        return most;
    }

    private List<Drawn> shuffled(List<Store> stores, List<String> variants, int block) {
        List<Store> order = inHashOrder(stores);
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            drawn.add(new Drawn(order.get(i).id(), variants.get(i), block));
        }
        return drawn;
    }

    /** So that a block with fewer stores than variants does not always lack the last ones. */
    private List<String> ordered(List<String> variants, int block) {
        return variants.stream()
                .sorted(Comparator.comparingLong(
                        variant -> Bucket.hash(seed, Bucket.Draw.VARIANT, block + ":" + variant)))
                .toList();
    }

    private List<Store> inHashOrder(List<Store> stores) {
        return stores.stream()
                .sorted(Comparator.<Store>comparingLong(store -> Bucket.hash(seed, Bucket.Draw.STORE, store.id()))
                        .thenComparing(Store::id))
                .toList();
    }

    private static Iterable<List<Store>> strata(List<Store> stores) {
        Map<String, List<Store>> strata =
                stores.stream().collect(Collectors.groupingBy(Store::stratum, TreeMap::new, Collectors.toList()));
        return strata.values();
    }
}
