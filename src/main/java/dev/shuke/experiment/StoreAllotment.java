package dev.shuke.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shares an experiment's stores out as its plan says. */
final class StoreAllotment {
    private static final int MOST_STRATA = 4;

    private StoreAllotment() {}

    /** @param stores with their past sales, of one stratum */
    static List<StoreDraw.Drawn> draw(String seed, ExperimentRequest definition, List<StoreDraw.Store> stores) {
        StoreDraw draw = new StoreDraw(seed);
        return switch (definition.stores().draw()) {
            case MATCHED -> draw.matched(stores, definition.variantKeys());
            case STRATIFIED ->
                draw.stratified(
                        bySales(stores, strata(stores, definition.variants().size())), definition.weights());
            case RANDOM -> draw.stratified(stores, definition.weights());
        };
    }

    /** Quarters, or fewer: in one of fewer stores than two of each variant little or nothing would be left to draw. */
    private static int strata(List<StoreDraw.Store> stores, int variants) {
        return Math.clamp(stores.size() / (2 * variants), 1, MOST_STRATA);
    }

    /** In equal parts, from the smallest sales up. */
    private static List<StoreDraw.Store> bySales(List<StoreDraw.Store> stores, int strata) {
        List<StoreDraw.Store> smallestFirst = stores.stream()
                .sorted(Comparator.comparingDouble(StoreDraw.Store::sales).thenComparing(StoreDraw.Store::id))
                .toList();
        List<StoreDraw.Store> parts = new ArrayList<>();
        for (int i = 0; i < smallestFirst.size(); i++) {
            StoreDraw.Store store = smallestFirst.get(i);
            parts.add(new StoreDraw.Store(
                    store.id(), Integer.toString(i * strata / smallestFirst.size()), store.sales()));
        }
        return parts;
    }
}
