package dev.shuke.member;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whether identities of several members, named together as one person's, prove that they are one. */
record MergePolicy(Set<IdentityKind> proof) {
    MergePolicy(Collection<IdentityKind> mergeOn) {
        this(Set.copyOf(mergeOn));
    }

    /** That each of the members is named by a kind that is taken as proof. One that a device alone names is not. */
    boolean allows(Map<IdentityValue, UUID> owners) {
        Map<UUID, Set<IdentityKind>> named = owners.entrySet().stream()
                .collect(groupingBy(
                        Map.Entry::getValue, mapping(owner -> owner.getKey().kind(), toSet())));
        return named.values().stream().allMatch(kinds -> kinds.stream().anyMatch(proof::contains));
    }

    /** The members, the oldest first: it goes on. */
    static List<UUID> oldestFirst(Map<IdentityValue, UUID> owners) {
        return owners.values().stream()
                .distinct()
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
    }
}
