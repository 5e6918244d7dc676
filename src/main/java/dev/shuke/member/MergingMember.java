package dev.shuke.member;

import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.web.FreeAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A member in a merge: its values by field, and which of them it has taken over from which of those that are merged into
 * it. What it has taken over is not its own: it goes when they go, unless somebody has written the field since. Of an
 * attribute its stamp tells, which is taken over with the value.
 */
final class MergingMember {
    /** Before the key of an attribute. No field of the profile has it. */
    static final String ATTRIBUTE = "attributes/";

    private final UUID id;
    private final MemberKey key;
    private final Map<String, Object> values;
    private final Map<String, String> stamps;
    private final Map<String, UUID> filled;
    private final Set<String> changed = new TreeSet<>();

    /**
     * @param values those that are there
     * @param stamps of attributes, also of removed ones
     * @param filled by field, from whom the value was taken over
     */
    MergingMember(
            UUID id, MemberKey key, Map<String, Object> values, Map<String, String> stamps, Map<String, UUID> filled) {
        this.id = id;
        this.key = key;
        this.values = new TreeMap<>(values);
        this.stamps = new TreeMap<>(stamps);
        this.filled = new HashMap<>(filled);
    }

    UUID id() {
        return id;
    }

    MemberKey key() {
        return key;
    }

    Map<String, Object> values() {
        return values;
    }

    Map<String, String> stamps() {
        return stamps;
    }

    Map<String, UUID> filled() {
        return filled;
    }

    /** Keeps as its own the attributes that somebody has written since they were taken over. */
    void settle(Map<UUID, MergingMember> below) {
        filled.entrySet()
                .removeIf(taken -> taken.getKey().startsWith(ATTRIBUTE)
                        && !Objects.equals(
                                stamps.get(taken.getKey()),
                                below.get(taken.getValue()).stamps.get(taken.getKey())));
    }

    /** The fields of which this may have made something else, or nothing. */
    Set<String> changed() {
        return changed;
    }

    /** Fills what is empty from the other, attributes as many as there is room for. */
    void fillFrom(MergingMember other) {
        other.values.keySet().forEach(field -> fill(field, List.of(other)));
    }

    /**
     * Empties what was taken over from a member that goes, and fills it from those that stay.
     *
     * @param stay who remains merged into this one, in the order of the merges
     * @return the fields that may have changed
     */
    Set<String> release(MergingMember gone, Collection<MergingMember> stay) {
        return refill(takenFrom(gone), stay);
    }

    /** As {@link #release} of those fields that a member that stays has lost, or has got from another. */
    Set<String> follow(MergingMember changed, Set<String> fields, Collection<MergingMember> stay) {
        Set<String> taken = takenFrom(changed);
        taken.retainAll(fields);
        return refill(taken, stay);
    }

    private Set<String> takenFrom(MergingMember other) {
        Set<String> fields = new HashSet<>();
        filled.forEach((field, from) -> {
            if (from.equals(other.id)) {
                fields.add(field);
            }
        });
        return fields;
    }

    private Set<String> refill(Set<String> fields, Collection<MergingMember> stay) {
        values.keySet().removeAll(fields);
        stamps.keySet().removeAll(fields);
        filled.keySet().removeAll(fields);
        changed.addAll(fields);
        fields.forEach(field -> fill(field, stay));
        return fields;
    }

    private void fill(String field, Collection<MergingMember> from) {
        if (values.containsKey(field)
                || stamps.containsKey(field)
                || (field.startsWith(ATTRIBUTE) && attributes() == FreeAttributes.MAX_KEYS)) {
            return;
        }
        from.stream()
                .filter(other -> other.values.containsKey(field))
                .findFirst()
                .ifPresent(other -> {
                    values.put(field, other.values.get(field));
                    if (other.stamps.containsKey(field)) {
                        stamps.put(field, other.stamps.get(field));
                    }
                    filled.put(field, other.id);
                    changed.add(field);
                });
    }

    private long attributes() {
        return values.keySet().stream()
                .filter(field -> field.startsWith(ATTRIBUTE))
                .count();
    }
}
