package dev.shuke.member;

import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.MemberKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads what {@link AttributeView#storedKey} has put down: the key alone tells who may see the value and whether it is
 * sealed, so that no definition needs to be looked up.
 */
final class StoredAttributes {
    private static final char SEPARATOR = ':';

    private StoredAttributes() {}

    /**
     * Those that may be seen, under their own keys, the sealed ones under a type that masks.
     *
     * @param visible which groups
     */
    static Map<String, Object> read(Map<String, Object> stored, Predicate<FieldGroup> visible, MemberKey key) {
        if (visible.test(AttributeView.DEFAULT) && stored.keySet().stream().noneMatch(StoredAttributes::isGrouped)) {
            return stored;
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        stored.forEach((name, value) -> {
            FieldGroup group = group(name);
            if (visible.test(group)) {
                boolean sealed = AttributeView.isSealed(group);
                attributes.put(name(name), sealed ? SealedText.open(key, name, (String) value) : value);
            }
        });
        return attributes;
    }

    /** Likewise of where they are from. */
    static Map<String, ProvenanceView> provenance(
            Collection<String> stored, Map<String, Stamp> stamps, Predicate<FieldGroup> visible) {
        Map<String, ProvenanceView> provenance = new LinkedHashMap<>();
        stored.stream()
                .filter(name -> visible.test(group(name)))
                .forEach(name -> provenance.put(name(name), ProvenanceView.of(stamps.get(name))));
        return provenance;
    }

    /** A value as it can be given to another member, whose key is another. */
    static Object open(String stored, Object value, MemberKey key) {
        return AttributeView.isSealed(group(stored)) ? SealedText.open(key, stored, (String) value) : value;
    }

    /** The stored form of what {@link #open} gave. */
    static Object seal(String stored, Object value, MemberKey key) {
        return value instanceof SealedText text ? SealedText.seal(key, stored, text.clear()) : value;
    }

    private static boolean isGrouped(String stored) {
        return stored.indexOf(SEPARATOR) >= 0;
    }

    private static FieldGroup group(String stored) {
        return isGrouped(stored)
                ? FieldGroup.named(stored.substring(0, stored.indexOf(SEPARATOR)))
                        .orElseThrow()
                : AttributeView.DEFAULT;
    }

    private static String name(String stored) {
        return stored.substring(stored.indexOf(SEPARATOR) + 1);
    }
}
