package dev.shuke.member;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which attributes a member has and how good they are, without the values. */
final class HeldAttributes {
    private static final int NOTHING = -1;

    private final Set<String> keys = new HashSet<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    HeldAttributes() {}

    /** @param provenance as stored, or null */
    HeldAttributes(Set<String> keys, JsonObject provenance) {
        this.keys.addAll(keys);
        keys.forEach(key -> ranks.put(key, Stamp.UNKNOWN));
        stamps(provenance).forEach((key, stamp) -> ranks.put(key, stamp.rank()));
    }

    /** By key, those of removed attributes too. */
    static Map<String, Stamp> stamps(JsonObject provenance) {
        Map<String, Stamp> stamps = new HashMap<>();
        if (provenance != null) {
            provenance.forEach(written -> ((JsonArray) written.getValue())
                    .forEach(key -> stamps.put((String) key, Stamp.read(written.getKey()))));
        }
        return stamps;
    }

    int rank(String key) {
        return ranks.getOrDefault(key, NOTHING);
    }

    void put(String key, int rank, boolean hasValue) {
        ranks.put(key, rank);
        if (hasValue) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }

    /** How many have a value. */
    int size() {
        return keys.size();
    }

    HeldAttributes copy() {
        HeldAttributes copy = new HeldAttributes();
        copy.keys.addAll(keys);
        copy.ranks.putAll(ranks);
        return copy;
    }
}
