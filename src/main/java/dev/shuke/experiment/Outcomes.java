package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Moments;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was counted of an experiment.
 *
 * @param cells of each variant, by part where the results are broken down
 * @param mixed units that saw several variants, which are in no cell
 */
record Outcomes(List<Cell> cells, long mixed) {
    /**
     * Units of one variant.
     *
     * @param variant its place among the experiment's, from 0
     * @param part what they have in common; null for what is not known, and where nothing is broken down
     * @param people members behind the units: the units themselves, but for stores
     * @param metrics in the experiment's order
     */
    record Cell(int variant, String part, long units, long people, List<Numbers> metrics) {
        /** Of both: units that are in neither twice. A quantile is of all of a variant's units, so it stays. */
        Cell with(Cell other) {
            return new Cell(
                    variant,
                    null,
                    units + other.units,
                    people + other.people,
                    IntStream.range(0, metrics.size())
                            .mapToObj(i -> metrics.get(i).with(other.metrics.get(i)))
                            .toList());
        }
    }

    /**
     * What a metric is made of.
     *
     * @param moments of the units' numbers, those that have them
     * @param quantile of a quantile: itself, and the values at the lower and the upper rank; else null. Any of them is null
     *     where there is none
     * @param each of stores: the numbers of each, in the order of the blocks; else empty
     */
    record Numbers(Moments moments, Double[] quantile, List<StoreNumbers> each) {
        Numbers with(Numbers other) {
            return new Numbers(moments.with(other.moments), quantile, each);
        }
    }

    /**
     * One store's.
     *
     * @param ratio whether the first number is to be divided by the second
     */
    record StoreNumbers(int block, boolean ratio, double[] numbers) {}

    /** Every variant as a whole; one without units is absent. */
    List<Cell> variants() {
        return cells.stream()
                .collect(Collectors.groupingBy(Cell::variant, Collectors.reducing(Cell::with)))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Cell::variant))
                .toList();
    }

    long exposed() {
        return mixed + cells.stream().mapToLong(Cell::units).sum();
    }
}
