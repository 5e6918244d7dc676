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
 * @param arrived units in the cells by the {@link MeasuredExperiment.Split} by which they came; empty where there is one
 */
record Outcomes(List<Cell> cells, long mixed, List<Long> arrived) {
    /**
     * Units of one variant.
     *
     * @param variant its place among the experiment's, from 0
     * @param part what they have in common; null for what is not known, and where nothing is broken down
     * @param people members behind the units: the units themselves, but for stores
     * @param told units that anything is told of since they had the variant: all of them, but for stores
     * @param metrics in the experiment's order
     */
    record Cell(int variant, String part, long units, long people, long told, List<Numbers> metrics) {
        /** As a whole by itself. */
        Cell alone() {
            return new Cell(
                    variant,
                    part,
                    units,
                    people,
                    told,
                    metrics.stream().map(Numbers::alone).toList());
        }

        /** Of both: units that are in neither twice. A quantile is of all of a variant's units, so it stays. */
        Cell with(Cell other) {
            return new Cell(
                    variant,
                    null,
                    units + other.units,
                    people + other.people,
                    told + other.told,
                    IntStream.range(0, metrics.size())
                            .mapToObj(i -> metrics.get(i).with(other.metrics.get(i)))
                            .toList());
        }
    }

    /**
     * What a metric is made of.
     *
     * @param moments of the units' numbers, those that have them
     * @param quantile of a quantile: that of all the variant's units, and the values at the lower and the upper rank; else
     *     null. Any of them is null where there is none
     * @param ofPart likewise, of the cell's units
     * @param each of stores: the numbers of each, in the order of the blocks; else empty
     */
    record Numbers(Moments moments, Double[] quantile, Double[] ofPart, List<StoreNumbers> each) {
        static Numbers of(Moments moments) {
            return new Numbers(moments, null, null, List.of());
        }

        Numbers with(Numbers other) {
            return new Numbers(moments.with(other.moments), quantile, null, each);
        }

        Numbers alone() {
            return new Numbers(moments, ofPart, ofPart, each);
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
