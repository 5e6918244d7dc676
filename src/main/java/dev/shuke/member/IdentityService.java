package dev.shuke.member;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.shuke.member.IdentityRepository.Binding;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whose identity it is; for features that name members by identity. */
@ApplicationScoped
public class IdentityService {
    private final IdentityRepository repository;

    IdentityService(IdentityRepository repository) {
        this.repository = repository;
    }

    /** The owners of those identities that are known. */
    public Uni<Map<IdentityValue, UUID>> find(Tx tx, Set<IdentityValue> identities, TenantKeys keys) {
        List<IdentityValue> asked = List.copyOf(identities);
        return asked.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .find(tx, asked, keys)
                        .map(owners -> owners.stream()
                                .collect(toMap(owner -> asked.get(owner.n() - 1), IdentityRepository.Owner::memberId)));
    }

    /**
     * Makes a member for each of the identities, none of which was known a moment ago, and returns the owner of each:
     * the new member, or whoever was quicker.
     */
    public Uni<Map<IdentityValue, UUID>> create(Tx tx, Set<IdentityValue> unknown, TenantKeys keys) {
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Binding> members =
                unknown.stream().map(identity -> binding(identity, keys)).toList();
        return repository.bind(tx, members, keys).chain(won -> {
            Set<UUID> created = Set.copyOf(won);
            Map<IdentityValue, UUID> owners = new HashMap<>();
            members.stream()
                    .filter(member -> created.contains(member.memberId()))
                    .forEach(member -> owners.put(member.identity(), member.memberId()));
            return withWinners(tx, members, owners, keys);
        });
    }

    private Uni<Map<IdentityValue, UUID>> withWinners(
            Tx tx, List<Binding> members, Map<IdentityValue, UUID> owners, TenantKeys keys) {
        Set<IdentityValue> lost = members.stream()
                .map(Binding::identity)
                .filter(identity -> !owners.containsKey(identity))
                .collect(toSet());
        return find(tx, lost, keys).map(others -> {
            owners.putAll(others);
            return owners;
        });
    }

    private static Binding binding(IdentityValue identity, TenantKeys keys) {
        UUID id = Ids.next();
        return new Binding(identity, id, keys.newMemberKey(id), true);
    }
}
