package dev.shuke.member;

import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Sight;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what {@link AttributeView#storedKey} has put down: the key alone tells who may see the value and whether it is
 * sealed, so that no definition needs to be looked up.
 */
final class StoredAttributes {
    private static final char SEPARATOR = ':';

    private StoredAttributes() {}

    /**
     * Those that may be seen, under their own keys, the sealed ones under a type that masks. Null when the caller may
     * see none.
     */
    static Map<String, Object> read(Map<String, Object> stored, FieldPolicy policy, MemberKey key) {
        if (policy.canRead(AttributeView.DEFAULT) && stored.keySet().stream().noneMatch(StoredAttributes::isGrouped)) {
            return stored;
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        stored.forEach((name, value) -> {
            FieldGroup group = group(name);
            if (isVisible(group, policy)) {
                boolean sealed = AttributeView.isSealed(group);
                attributes.put(name(name), sealed ? SealedText.open(key, name, (String) value) : value);
            }
        });
        return attributes.isEmpty() && !policy.canRead(AttributeView.DEFAULT) ? null : attributes;
    }

    /** Who sees of amounts only the size, and of what members do only the recent, sees no such attribute. */
    private static boolean isVisible(FieldGroup group, FieldPolicy policy) {
        return switch (group) {
            case AMOUNT, BEHAVIOUR -> policy.sight(group).atLeast(Sight.FULL);
            default -> policy.canRead(group);
        };
    }

    /** Likewise of where they are from. */
    static Map<String, ProvenanceView> provenance(
            Collection<String> stored, Map<String, Stamp> stamps, FieldPolicy policy) {
        Map<String, ProvenanceView> provenance = new LinkedHashMap<>();
        stored.stream()
                .filter(name -> isVisible(group(name), policy))
                .forEach(name -> provenance.put(name(name), ProvenanceView.of(stamps.get(name))));
        return provenance;
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
