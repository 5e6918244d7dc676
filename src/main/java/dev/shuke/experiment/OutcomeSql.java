package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says in SQL what is read of each unit: of a row {@code x} of those exposed and the events {@code e} that are its own, a
 * number {@code n0}, {@code n1}, … for each {@link Measure}. Days are numbers of the code's own and stand in the text;
 * whatever a caller wrote travels as an argument.
 */
final class OutcomeSql {
    /** The time that the results are of. */
    static final String AS_OF = "$7::timestamptz";

    static final String STARTED = "$5::timestamptz";
    static final String TYPES = "$8::text[]";
    private static final int FIXED = 8;

    /** What a property may be in size, either way: sums of many stay far from the end of all numbers. */
    private static final String MOST = "1000000000000000";

    private final List<Measure> measures;
    private final List<Object> arguments = new ArrayList<>();
    private final SortedSet<Integer> days = new TreeSet<>();
    private final int earliest;
    private final Integer latest;

    OutcomeSql(List<Measure> measures) {
        this.measures = measures;
        this.earliest = measures.stream().mapToInt(Measure::fromDays).min().orElse(0);
        boolean open = measures.stream().anyMatch(it -> it.toDays() == null);
        this.latest = open
                ? null
                : measures.stream().map(Measure::toDays).max(Integer::compare).orElse(0);
        days.add(earliest);
        measures.forEach(it -> {
            days.add(it.fromDays());
            Stream.ofNullable(it.toDays()).forEach(days::add);
        });
    }

    /** The number of the next argument behind those that every query has. */
    String bind(Object value, String type) {
        arguments.add(value);
        return "$" + (FIXED + arguments.size()) + "::" + type;
    }

    /** In the order of their numbers. */
    Object[] arguments(Object... fixed) {
        return Stream.concat(Stream.of(fixed), arguments.stream()).toArray();
    }

    String[] types() {
        return measures.stream()
                .flatMap(measure -> measure.events().stream())
                .map(Measure.Part::event)
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    /** Of the exposed: when each day begins that something is counted from or to. */
    String bounds() {
        String bounds = days.stream()
                .map(day -> ", %s as %s".formatted(time("x.first_at", day), bound(day)))
                .collect(joining());
        return bounds
                + measures.stream()
                        .filter(Measure::complete)
                        .map(Measure::toDays)
                        .distinct()
                        .map(day -> ", %s <= %s as whole%d".formatted(time("x.first_at", day), AS_OF, day))
                        .collect(joining());
    }

    /**
     * Which events a unit's numbers are made of; whose they are is to be said besides.
     *
     * @param recorded whether those do not count that were not known then
     */
    String counts(boolean recorded) {
        return counts(recorded, false);
    }

    /** @param anyType whether events of all other types count too, as a sign that somebody was there */
    String counts(boolean recorded, boolean anyType) {
        return "e.tenant_id = $1 and " + ResultsRepository.counted("e", recorded) + " and (e.type = any(" + TYPES + ")"
                + (anyType ? " or true" : "") + ")"
                + " and e.occurred_at >= " + time(STARTED, earliest)
                + " and e.occurred_at >= x." + bound(earliest)
                + (latest == null ? "" : " and e.occurred_at < x." + bound(latest))
                + " and e.occurred_at <= " + AS_OF;
    }

    /** The numbers of a group of rows that are one unit's. */
    String numbers() {
        return IntStream.range(0, measures.size())
                .mapToObj(i -> ", " + number(measures.get(i)) + " as n" + i)
                .collect(joining());
    }

    /** As {@link #numbers}, of the members that a store's events are of: how many, instead of whether. */
    String ofMembers(Measure measure) {
        return "count(distinct e.member_id) filter (where " + is(measure) + window(measure, " and ") + ")::float8";
    }

    /** Everybody who did anything that is read, in the measure's days. */
    String anybody(Measure measure) {
        return "count(distinct e.member_id) filter (where true" + window(measure, " and ") + ")::float8";
    }

    String number(Measure measure) {
        String value = measure.events().stream()
                .map(part -> " when e.type = " + bind(part.event(), "text") + " then " + (part.negative() ? "-" : "")
                        + value(part))
                .collect(joining("", "case", " end"));
        String number = "coalesce(%s(%s)%s, 0)"
                .formatted(
                        measure.whether() ? "max" : "sum",
                        value,
                        window(measure, "").isEmpty() ? "" : " filter (where " + window(measure, "") + ")");
        return measure.complete()
                ? "case when bool_and(x.whole" + measure.toDays() + ") then " + number + " end"
                : number;
    }

    private String is(Measure measure) {
        return measure.events().stream()
                .map(part -> "e.type = " + bind(part.event(), "text"))
                .collect(joining(" or ", "(", ")"));
    }

    private String value(Measure.Part part) {
        if (part.field() == null) {
            return "1::float8";
        }
        if (part.ofAmounts()) {
            return "(e.amount::float8)";
        }
        String field = bind(part.field(), "text");
        return """
                (case when jsonb_typeof(e.props -> %1$s) = 'number' then
                    case when abs((e.props ->> %1$s)::numeric) <= %2$s then (e.props ->> %1$s)::float8 end end)""".formatted(field, MOST);
    }

    /** What all events have to be anyhow is not asked again. */
    private String window(Measure measure, String before) {
        String from = measure.fromDays() == earliest ? "" : "e.occurred_at >= x." + bound(measure.fromDays());
        String to = measure.toDays() == null || Objects.equals(measure.toDays(), latest)
                ? ""
                : "e.occurred_at < x." + bound(measure.toDays());
        String both = Stream.of(from, to).filter(it -> !it.isEmpty()).collect(joining(" and "));
        return both.isEmpty() ? "" : before + both;
    }

    private static String bound(int day) {
        return day < 0 ? "before" + -day : "day" + day;
    }

    private static String time(String of, int day) {
        return day == 0 ? of : of + " + interval '" + 24 * day + " hours'";
    }
}
