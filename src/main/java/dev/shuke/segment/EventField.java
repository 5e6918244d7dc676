package dev.shuke.segment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an event's condition can ask about: texts of the event itself, or of one item. */
enum EventField {
    STORE("store", false),
    CHANNEL("channel", false),
    ITEM_SKU("items.sku", true),
    ITEM_CATEGORY("items.category", true);

    private final String key;
    private final boolean ofItem;

    EventField(String key, boolean ofItem) {
        this.key = key;
        this.ofItem = ofItem;
    }

    boolean ofItem() {
        return ofItem;
    }

    static Optional<EventField> find(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** The names in one line, for people. */
    static String keys() {
        return Arrays.stream(values()).map(field -> field.key).collect(Collectors.joining(", "));
    }
}
