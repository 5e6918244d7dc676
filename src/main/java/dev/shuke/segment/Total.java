package dev.shuke.segment;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an event condition makes of the events it found: a number, or a time. */
enum Total {
    /** How many events. */
    COUNT("count", null),
    /** The amounts of whole events, minor units; an event without one counts 0. */
    AMOUNT("sum", "amount"),
    /** Price times quantity of the items that met the conditions, minor units. */
    ITEMS_AMOUNT("sum", "items.amount"),
    /** How many pieces of the items that met the conditions. */
    ITEMS_QUANTITY("sum", "items.quantity"),
    /** Of those events that have an amount, minor units. */
    AVERAGE("avg", "amount"),
    LEAST("min", "amount"),
    MOST("max", "amount"),
    /** How many different ones, of events and items that have one. */
    STORES("distinct", "store"),
    CHANNELS("distinct", "channel"),
    SKUS("distinct", "items.sku"),
    CATEGORIES("distinct", "items.category"),
    /** When the first of the events was. */
    FIRST("first", null),
    LAST("last", null);

    private final String fn;
    private final String field;

    Total(String fn, String field) {
        this.fn = fn;
        this.field = field;
    }

    /** Of nothing but who did it when, and the amount: what the database has in the order of members. */
    boolean isIndexed() {
        return switch (this) {
            case COUNT, AMOUNT, AVERAGE, LEAST, MOST, FIRST, LAST -> true;
            default -> false;
        };
    }

    /** Of money. */
    boolean isAmount() {
        return switch (this) {
            case AMOUNT, ITEMS_AMOUNT, AVERAGE, LEAST, MOST -> true;
            default -> false;
        };
    }

    boolean isTime() {
        return this == FIRST || this == LAST;
    }

    boolean ofItems() {
        return field != null && field.startsWith("items.");
    }

    /** Whether it is 0 over no events, and not missing. */
    boolean isZeroOverNone() {
        return switch (this) {
            case AVERAGE, LEAST, MOST, FIRST, LAST -> false;
            default -> true;
        };
    }

    /** What its value is compared with. */
    ValueType type() {
        return isTime() ? ValueType.TIME : ValueType.NUMBER;
    }

    static Optional<Total> find(String fn, String field) {
        return Arrays.stream(values())
                .filter(total -> total.fn.equals(fn) && Objects.equals(total.field, field))
                .findFirst();
    }

    /** What it can be made by, in one line, for people. */
    static String functions() {
        return Arrays.stream(values()).map(total -> total.fn).distinct().collect(Collectors.joining(", "));
    }

    static boolean isFunction(String fn) {
        return Arrays.stream(values()).anyMatch(total -> total.fn.equals(fn));
    }

    /** What it can be made of by this function, in one line; empty where there is nothing to name. */
    static String fields(String fn) {
        return Arrays.stream(values())
                .filter(total -> total.fn.equals(fn))
                .flatMap(total -> Stream.ofNullable(total.field))
                .collect(Collectors.joining(", "));
    }
}
