package dev.shuke.experiment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.experiment.Allocation.Weight;
import dev.shuke.experiment.StoreDraw.Drawn;
import dev.shuke.experiment.StoreDraw.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreDrawTest {
    private static final List<String> BOTH = List.of("a", "b");
    private static final List<Store> STORES = IntStream.range(0, 23)
            .mapToObj(i -> new Store("S-%02d".formatted(i), i % 2 == 0 ? "Shanghai" : "Chengdu", 1000 - 7.0 * i * i))
            .toList();

    @Test
    void aPairHasTwoNeighboursBySalesAndBothVariants() {
        Map<Integer, List<Drawn>> pairs =
                new StoreDraw("seed-1").matched(STORES, BOTH).stream().collect(groupingBy(Drawn::block));
        assertThat(pairs).hasSize(12);
        assertThat(pairs.values().stream().filter(pair -> pair.size() == 1)).hasSize(1);
        for (List<Drawn> pair : pairs.values()) {
            if (pair.size() == 2) {
                assertThat(pair).extracting(Drawn::variant).containsExactlyInAnyOrder("a", "b");
                int apart = number(pair.get(0)) - number(pair.get(1));
                assertThat(Math.abs(apart)).as("the next of the same city").isEqualTo(2);
            }
        }
    }

    @Test
    void theSeedIsAllTheChanceThereIs() {
        List<Store> otherOrder = new ArrayList<>(STORES);
        Collections.reverse(otherOrder);
        assertThat(new StoreDraw("seed-1").matched(otherOrder, BOTH))
                .containsExactlyInAnyOrderElementsOf(new StoreDraw("seed-1").matched(STORES, BOTH));
        Set<List<Drawn>> draws = IntStream.range(0, 50)
                .mapToObj(i -> new StoreDraw("seed-" + i).matched(STORES, BOTH))
                .collect(toSet());
        assertThat(draws).as("of 4,096").hasSizeGreaterThan(45);
    }

    @Test
    void anyStoreOfAPairIsAsLikelyTheTreatedOne() {
        long treated = IntStream.range(0, 2_000)
                .mapToObj(i -> new StoreDraw("s" + i).matched(STORES, BOTH))
                .filter(drawn -> drawn.stream()
                        .anyMatch(
                                it -> it.store().equals("S-04") && it.variant().equals("b")))
                .count();
        assertThat(treated).as("1,000, give or take four deviations").isBetween(910L, 1_090L);
    }

    @Test
    void strataAreSplitByTheWeights() {
        List<Weight> weights = List.of(new Weight("a", 3), new Weight("b", 1));
        List<Drawn> drawn = new StoreDraw("seed").stratified(STORES, weights);
        assertThat(drawn).extracting(Drawn::store).doesNotHaveDuplicates().hasSize(23);
        assertThat(drawn.stream().filter(it -> it.variant().equals("b")).count())
                .isBetween(5L, 6L);
        Map<Integer, Map<String, Long>> counts =
                drawn.stream().collect(groupingBy(Drawn::block, groupingBy(Drawn::variant, counting())));
        assertThat(counts).hasSize(2);
        assertThat(counts.values()).allSatisfy(it -> assertThat(it.get("b")).isBetween(2L, 4L));
    }

    @Test
    void strataAreDrawnAnewWithEachSeed() {
        Set<Set<String>> treated = IntStream.range(0, 50)
                .mapToObj(i ->
                        new StoreDraw("seed-" + i).stratified(STORES, List.of(new Weight("a", 1), new Weight("b", 1))))
                .map(drawn ->
                        drawn.stream().filter(it -> it.variant().equals("b")).collect(mapping(Drawn::store, toSet())))
                .collect(toSet());
        assertThat(treated).hasSizeGreaterThan(45);
    }

    private static int number(Drawn drawn) {
        return Integer.parseInt(drawn.store().substring(2));
    }
}
