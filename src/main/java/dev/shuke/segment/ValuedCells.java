package dev.shuke.segment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.shuke.segment.Crowds.Cell;
import dev.shuke.segment.InsightRepository.CellOfValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cells of a rule, taken apart by values: each as the {@link Splits} of the rule and a condition on the value would
 * have it.
 */
final class ValuedCells {
    /** So that equal counts make equal answers, whatever the order in which they were read. */
    private static final Comparator<CellOfValue> BY_VALUE = Comparator.comparing(CellOfValue::value)
            .thenComparing(CellOfValue::other, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<CellOfValue> cells;

    /**
     * Whether members have a value, or two.
     *
     * @param alone by the value and nothing else
     * @param within by the rule, too
     */
    record Value(InsightDimension dimension, String value, String other, List<Cell> alone, List<Cell> within) {}

    /** By how members are told apart besides, and whether that is the value that is asked for. */
    private record Part(List<String> at, boolean has) {}

    ValuedCells(List<CellOfValue> cells) {
        this.cells = cells;
    }

    long members() {
        return cells.stream().mapToLong(CellOfValue::members).sum();
    }

    List<Cell> all() {
        return cells.stream()
                .map(cell -> new Cell(splits(cell), matches(cell), cell.members()))
                .toList();
    }

    private static String[] splits(CellOfValue cell) {
        return Arrays.copyOf(cell.at(), cell.at().length - 1);
    }

    private static boolean matches(CellOfValue cell) {
        return "true".equals(cell.at()[cell.at().length - 1]);
    }

    /** By dimension. */
    List<Value> values(List<CellOfValue> rows) {
        Map<InsightDimension, Map<List<String>, Map<Integer, Long>>> found = new TreeMap<>();
        for (CellOfValue row : rows.stream().sorted(BY_VALUE).toList()) {
            found.computeIfAbsent(row.dimension(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(Arrays.asList(row.value(), row.other()), any -> new HashMap<>())
                    .put(row.cell(), row.members());
        }
        List<Value> values = new ArrayList<>();
        found.forEach((dimension, ofDimension) -> {
            switch (dimension) {
                case BIRTH_DECADE -> decades(ofDimension).forEach(values::add);
                case TAG_PAIR -> ofDimension.forEach((pair, both) -> values.add(pair(pair, both, found)));
                default -> ofDimension.forEach((value, have) -> values.add(one(dimension, value, have)));
            }
        });
        return values;
    }

    private Value one(InsightDimension dimension, List<String> value, Map<Integer, Long> have) {
        Map<Part, Map<Integer, Long>> parts = Map.of(new Part(List.of("true"), true), have);
        return value(dimension, value, parts, List.of("false"));
    }

    /** A decade is asked for by two comparisons, which both tell years apart. */
    private List<Value> decades(Map<List<String>, Map<Integer, Long>> years) {
        Map<String, List<String>> decades = years.keySet().stream()
                .map(List::getFirst)
                .collect(groupingBy(year -> Integer.parseInt(year) / 10 * 10 + "s", TreeMap::new, toList()));
        return decades.entrySet().stream()
                .map(decade -> value(
                        InsightDimension.BIRTH_DECADE,
                        Arrays.asList(decade.getKey(), null),
                        years.entrySet().stream()
                                .collect(toMap(
                                        year -> new Part(
                                                List.of(
                                                        year.getKey().getFirst(),
                                                        year.getKey().getFirst()),
                                                decade.getValue()
                                                        .contains(year.getKey().getFirst())),
                                        Map.Entry::getValue)),
                        Arrays.asList(null, null)))
                .toList();
    }

    private Value pair(
            List<String> pair,
            Map<Integer, Long> both,
            Map<InsightDimension, Map<List<String>, Map<Integer, Long>>> found) {
        Map<List<String>, Map<Integer, Long>> tags = found.get(InsightDimension.TAG);
        Map<Part, Map<Integer, Long>> parts = Map.of(
                new Part(List.of("true", "true"), true),
                both,
                new Part(List.of("true", "false"), false),
                less(tags.get(Arrays.asList(pair.getFirst(), null)), both),
                new Part(List.of("false", "true"), false),
                less(tags.get(Arrays.asList(pair.getLast(), null)), both));
        return value(InsightDimension.TAG_PAIR, pair, parts, List.of("false", "false"));
    }

    private static Map<Integer, Long> less(Map<Integer, Long> from, Map<Integer, Long> taken) {
        Map<Integer, Long> left = new HashMap<>(from);
        taken.forEach((cell, members) -> left.merge(cell, -members, Long::sum));
        return left;
    }

    /** @param rest how those are told apart who are in none of the parts */
    private Value value(
            InsightDimension dimension, List<String> value, Map<Part, Map<Integer, Long>> parts, List<String> rest) {
        List<Cell> within = new ArrayList<>();
        Map<Part, Long> alone = new HashMap<>();
        for (CellOfValue cell : cells) {
            long left = cell.members();
            for (Map.Entry<Part, Map<Integer, Long>> part : parts.entrySet()) {
                long members = part.getValue().getOrDefault(cell.cell(), 0L);
                left -= members;
                add(cell, part.getKey(), members, within, alone);
            }
            add(cell, new Part(rest, false), left, within, alone);
        }
        List<Cell> byValue = alone.entrySet().stream()
                .map(part -> new Cell(
                        part.getKey().at().toArray(String[]::new), part.getKey().has(), part.getValue()))
                .toList();
        return new Value(dimension, value.getFirst(), value.getLast(), byValue, within);
    }

    private static void add(CellOfValue cell, Part part, long members, List<Cell> within, Map<Part, Long> alone) {
        if (members > 0) {
            String[] at =
                    Arrays.copyOf(splits(cell), cell.at().length - 1 + part.at().size());
            for (int i = 0; i < part.at().size(); i++) {
                at[cell.at().length - 1 + i] = part.at().get(i);
            }
            within.add(new Cell(at, part.has() && matches(cell), members));
            alone.merge(part, members, Long::sum);
        }
    }
}
