package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.tag.TagView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

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

    /** A tag; missing when the member has it not. */
    record Tagged(TagView tag, Test test) implements Condition {}

    /**
     * A total over the member's events.
     *
     * @param where all must hold; those on items for one and the same item
     * @param operator one of {@link Operator#COMPARISONS}
     */
    record Events(String type, List<Where> where, Window window, Total total, Operator operator, long value)
            implements Condition {

        Events ever() {
            return new Events(type, where, new Ever(), total, operator, value);
        }

        Events withWhere(List<Where> other) {
            return new Events(type, other, window, total, operator, value);
        }

        /** Whether members without any such event are among those it holds for. */
        boolean holdsForNone() {
            return switch (operator) {
                case EQ -> value == 0;
                case NE -> value != 0;
                case GT -> value < 0;
                case GTE -> value <= 0;
                case LT -> value > 0;
                case LTE -> value >= 0;
                default -> throw new IllegalStateException("not a comparison: " + operator);
            };
        }
    }

    /** A condition on an event or on an item of it. */
    record Where(EventField field, Test test) {}

    /**
     * A question to one value.
     *
     * @param value of the type that the field's {@link ValueType} reads; a list of them for in and notIn; null for
     *     exists and missing
     */
    record Test(Operator operator, Object value) {}

    /** The span that events count in. Events after the time asked about never do. */
    sealed interface Window {}

    /** No limit but the time asked about. */
    record Ever() implements Window {}

    /** The last days, as the tenant's clocks show them. */
    record Days(int days) implements Window {
        /** Where the span begins; the instant itself is outside. */
        Instant start(Instant asOf, ZoneId zone) {
            return asOf.atZone(zone).minusDays(days).toInstant();
        }
    }

    /** From one moment, included, to another, excluded. */
    record Span(Instant from, Instant to) implements Window {}
}
