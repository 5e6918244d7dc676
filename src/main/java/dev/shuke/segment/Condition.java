package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.tag.TagView;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A checked rule: every name is known and every value has its field's type. What it means does not depend on the
 * database; {@link RuleCompiler} says it in SQL.
 */
sealed interface Condition {

    /** Every one holds; at least one part. */
    record All(List<Condition> of) implements Condition {}

    /** One holds; at least one part. */
    record Any(List<Condition> of) implements Condition {}

    /** It does not hold. */
    record Not(Condition of) implements Condition {}

    /** A property of the member. When it is missing, every test but {@link Operator#MISSING} fails. */
    record Member(MemberField field, Test test) implements Condition {}

    /** An attribute that the tenant has defined. A value that is not of its type counts as missing. */
    record Defined(AttributeView attribute, Test test) implements Condition {}

    /**
     * Something bought is used up on one of these days from today on, the last included.
     *
     * @param skus null for any product
     */
    record Replenishing(List<String> skus, int fromDay, int toDay) implements Condition {}

    /** A tag; missing when the member has it not. */
    record Tagged(TagView tag, Test test) implements Condition {}

    /**
     * Another segment.
     *
     * @param rule what its rule says; null for a frozen one, which keeps its members
     */
    record InSegment(SegmentView segment, Condition rule) implements Condition {}

    /**
     * A total over the member's events, compared.
     *
     * @param operator one of {@link Operator#COMPARISONS}
     * @param value a {@link Long}, or an {@link Instant} where the total is a time
     */
    record Events(Found found, Total total, Operator operator, Object value) implements Condition {

        String type() {
            return found.type();
        }

        Window window() {
            return found.window();
        }

        Events ever() {
            return new Events(found.during(new Ever()), total, operator, value);
        }

        /** Whatever the events are like, and whatever came after them. */
        Events ofAnyKind() {
            return new Events(
                    new Found(found.type(), List.of(), List.of(), null, null, found.window()), total, operator, value);
        }

        /** Whether it asks more than to have had such an event: how many, or what they came to. */
        boolean asksHowMuch() {
            boolean once = operator == Operator.GTE && value.equals(1L) || operator == Operator.GT && value.equals(0L);
            return total == Total.AMOUNT || total == Total.COUNT && !once;
        }

        /** Whether members without any such event are among those it holds for. */
        boolean holdsForNone() {
            return total.isZeroOverNone()
                    && switch (operator) {
                        case EQ -> (Long) value == 0;
                        case NE -> (Long) value != 0;
                        case GT -> (Long) value < 0;
                        case GTE -> (Long) value <= 0;
                        case LT -> (Long) value > 0;
                        case LTE -> (Long) value >= 0;
                        default -> throw new IllegalStateException("not a comparison: " + operator);
                    };
        }
    }

    /**
     * Which events count.
     *
     * @param where all must hold; those on items for one and the same item
     * @param containing for each, an item that meets all of it
     * @param unless null when what came after is of no account
     * @param at null for at any time of the week
     */
    record Found(String type, List<Where> where, List<List<Where>> containing, Unless unless, At at, Window window) {
        Found during(Window other) {
            return new Found(type, where, containing, unless, at, other);
        }

        boolean isOfAnyKind() {
            return where.isEmpty() && containing.isEmpty() && unless == null && at == null;
        }
    }

    /**
     * A later event that leaves one out.
     *
     * @param same by what an item must be found again in it; null when its items are of no account
     * @param days within so many, of 24 hours each; null without end
     */
    record Unless(String type, EventField same, Integer days) {}

    /**
     * When in the week, by the tenant's clocks.
     *
     * @param weekdays null for any
     * @param from null from midnight on
     * @param to null until midnight; before {@code from}: of the next day
     */
    record At(Set<DayOfWeek> weekdays, LocalTime from, LocalTime to) {}

    /** As far as so many kilometres from a place, or from a store of this code. */
    record Near(double km, Double latitude, Double longitude, String store) {}

    /** A condition on an event or on an item of it. */
    record Where(EventField field, Test test) {}

    /**
     * A question to one value.
     *
     * @param value of the type that the field's {@link ValueType} reads; a list of them for in and notIn; a {@link Near}
     *     for withinKm; null for exists and missing
     */
    record Test(Operator operator, Object value) {}

    /** The span that events count in. Events after the time asked about never do. */
    sealed interface Window {}

    /** No limit but the time asked about. */
    record Ever() implements Window {}

    /**
     * The last days, as the tenant's clocks show them.
     *
     * @param yearsAgo how many years earlier all of it is
     */
    record Days(int days, int yearsAgo) implements Window {
        Days(int days) {
            this(days, 0);
        }

        Instant end(Instant asOf, ZoneId zone) {
            return asOf.atZone(zone).minusYears(yearsAgo).toInstant();
        }

        /** Where the span begins; the instant itself is outside. */
        Instant start(Instant asOf, ZoneId zone) {
            return asOf.atZone(zone).minusYears(yearsAgo).minusDays(days).toInstant();
        }
    }

    /** The unit of the calendar that the time asked about is in, or one so many before it. */
    record Calendar(CalendarUnit unit, int ago) implements Window {}

    /** Days from the first of a holiday, both included: those that have begun last, or so many times before. */
    record Around(Festival holiday, int fromDay, int toDay, int ago) implements Window {}

    /** From one moment, included, to another, excluded. */
    record Span(Instant from, Instant to) implements Window {}
}
