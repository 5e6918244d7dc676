package dev.shuke.member;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A change of a member's attributes as {@link MemberRepository#MERGE} applies it: each key is written unless what stands
 * there is better.
 */
final class AttributeChange {
    /**
     * What is to become of a key.
     *
     * @param over the rank that it has when it is compared with what is there
     * @param stamp what is kept beside it; null, of a removal, leaves no trace
     * @param value null removes
     */
    private record Entry(int over, Stamp stamp, Object value) {
        private static final int NOTHING = -1;

        /** The empty text when nothing is. */
        String kept() {
            return stamp == null ? "" : stamp.text();
        }

        /** What somebody who comes later is compared with. */
        int rank() {
            return stamp == null ? NOTHING : stamp.rank();
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();

    /** Writes a value, over what is not better. */
    AttributeChange write(String key, Object value, Stamp stamp) {
        entries.put(key, new Entry(stamp.rank(), stamp, value));
        return this;
    }

    /** Takes a value away, and lets nobody worse write it again. */
    AttributeChange remove(String key, Stamp stamp) {
        entries.put(key, new Entry(stamp.rank(), stamp, null));
        return this;
    }

    /** Takes a value away if it is not better, as if it had never been. */
    AttributeChange forget(String key, int over) {
        entries.put(key, new Entry(over, null, null));
        return this;
    }

    /** Becomes what both do, one after the other. */
    void add(AttributeChange later) {
        later.entries.forEach((key, entry) -> entries.merge(
                key,
                entry,
                (first, then) -> then.over() < first.rank()
                        ? first
                        : new Entry(Math.max(first.over(), then.over()), then.stamp(), then.value())));
    }

    /** What it makes of a member's keys: those with a value are written or removed, where they are not better. */
    void applyTo(HeldAttributes held) {
        entries.forEach((key, entry) -> {
            if (entry.over() >= held.rank(key)) {
                held.put(key, entry.rank(), entry.value() != null);
            }
        });
    }

    /** The new values by key. */
    JsonObject values() {
        JsonObject values = new JsonObject();
        entries.forEach((key, entry) -> {
            if (entry.value() != null) {
                values.put(key, entry.value());
            }
        });
        return values;
    }

    /** All keys, by the rank to compare and the stamp to keep, written behind one another. */
    JsonObject from() {
        return keys(entry -> Stamp.rank(entry.over()) + entry.kept());
    }

    /** What is kept beside the values of a member who had none. */
    JsonObject made() {
        JsonObject made = keys(Entry::kept);
        made.remove("");
        return made;
    }

    private JsonObject keys(Function<Entry, String> by) {
        JsonObject keys = new JsonObject();
        entries.forEach((key, entry) -> {
            String stamp = by.apply(entry);
            if (!keys.containsKey(stamp)) {
                keys.put(stamp, new JsonArray());
            }
            keys.getJsonArray(stamp).add(key);
        });
        return keys;
    }
}
