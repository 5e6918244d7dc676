package dev.shuke.segment;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an event's condition can ask about: texts of the event itself, or of one item. */
enum EventField {
    STORE("store", false),
    CHANNEL("channel", false),
    /** What the source said of how it was paid: told to those alone who see amounts. */
    PAYMENT_METHOD("paymentMethod", false),
    ITEM_SKU("items.sku", true),
    ITEM_CATEGORY("items.category", true);

    static final Set<EventField> ALL = EnumSet.allOf(EventField.class);
    static final Set<EventField> OF_ITEMS = EnumSet.of(ITEM_SKU, ITEM_CATEGORY);

    private final String key;
    private final boolean ofItem;

    EventField(String key, boolean ofItem) {
        this.key = key;
        this.ofItem = ofItem;
    }

    boolean ofItem() {
        return ofItem;
    }

    ValueType type() {
        return this == STORE ? ValueType.STORE : ValueType.TEXT;
    }

    static Optional<EventField> find(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** The names in one line, for people. */
    static String keys(Collection<EventField> fields) {
        return fields.stream().map(field -> field.key).collect(Collectors.joining(", "));
    }
}
