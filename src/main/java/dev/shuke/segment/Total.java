package dev.shuke.segment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The number that an event condition makes of the events it found. Each is 0 over none. */
enum Total {
    /** How many events. */
    COUNT(null),
    /** The amounts of whole events, minor units; an event without one counts 0. */
    AMOUNT("amount"),
    /** Price times quantity of the items that met the conditions, minor units. */
    ITEMS_AMOUNT("items.amount"),
    /** How many pieces of the items that met the conditions. */
    ITEMS_QUANTITY("items.quantity");

    private final String field;

    Total(String field) {
        this.field = field;
    }

    boolean ofItems() {
        return this == ITEMS_AMOUNT || this == ITEMS_QUANTITY;
    }

    /** Of money. */
    boolean isAmount() {
        return this == AMOUNT || this == ITEMS_AMOUNT;
    }

    static Optional<Total> sumOf(String field) {
        return Arrays.stream(values())
                .filter(total -> total.field != null && total.field.equals(field))
                .findFirst();
    }

    /** The fields that can be summed, in one line, for people. */
    static String fields() {
        return Arrays.stream(values())
                .filter(total -> total.field != null)
                .map(total -> total.field)
                .collect(Collectors.joining(", "));
    }
}
