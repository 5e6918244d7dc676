package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreAllotmentTest {
    /** Store i has sold i. */
    private static List<StoreDraw.Store> stores(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StoreDraw.Store("S-%02d".formatted(i), "", i))
                .toList();
    }

    private static List<StoreDraw.Drawn> drawn(DrawMethod draw, int count) {
        return drawn("seed", draw, count);
    }

    private static List<StoreDraw.Drawn> drawn(String seed, DrawMethod draw, int count) {
        List<Variant> variants =
                List.of(new Variant("a", 1L, null, null, null), new Variant("b", 1L, null, null, null));
        return StoreAllotment.draw(
                seed,
                new ExperimentRequest(
                        "pilot",
                        "Pilot",
                        null,
                        ExperimentUnit.STORE,
                        null,
                        null,
                        null,
                        1.0,
                        variants,
                        null,
                        null,
                        new StorePlan(draw, null, 90)),
                stores(count));
    }

    @ParameterizedTest
    @EnumSource(DrawMethod.class)
    void everyStoreHasOneAndTheSameAgain(DrawMethod draw) {
        List<StoreDraw.Drawn> once = drawn(draw, 41);
        assertThat(once).hasSize(41).isEqualTo(drawn(draw, 41));
        assertThat(once.stream().map(StoreDraw.Drawn::store).distinct()).hasSize(41);
        assertThat(once.stream().filter(one -> one.variant().equals("a")).count())
                .isBetween(20L, 21L);
    }

    /** However few stores there are: a stratum of one would leave nothing to the draw. */
    @ParameterizedTest
    @EnumSource(DrawMethod.class)
    void everyStoreMayGetEither(DrawMethod draw) {
        for (int count = 2; count <= 17; count++) {
            int stores = count;
            Map<String, Set<String>> got = IntStream.range(0, 64)
                    .mapToObj(seed -> drawn("seed-" + seed, draw, stores))
                    .flatMap(List::stream)
                    .collect(Collectors.groupingBy(
                            StoreDraw.Drawn::store, Collectors.mapping(StoreDraw.Drawn::variant, Collectors.toSet())));
            assertThat(got)
                    .hasSize(stores)
                    .allSatisfy((store, variants) ->
                            assertThat(variants).as("%s of %d", store, stores).containsExactlyInAnyOrder("a", "b"));
        }
    }

    /** Sales of 0 to 39 in quarters of ten, each halved. */
    @Test
    void strataAreQuartersOfPastSales() {
        Map<Integer, List<StoreDraw.Drawn>> blocks =
                drawn(DrawMethod.STRATIFIED, 40).stream().collect(Collectors.groupingBy(StoreDraw.Drawn::block));
        assertThat(blocks).hasSize(4);
        blocks.values().forEach(block -> {
            assertThat(block.stream().filter(one -> one.variant().equals("a"))).hasSize(5);
            assertThat(block.stream()
                            .map(one -> Integer.parseInt(one.store().substring(2)) / 10)
                            .distinct())
                    .hasSize(1);
        });
    }
}
