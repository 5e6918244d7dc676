package dev.shuke.member;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.shuke.member.IdentityRepository.Binding;
import dev.shuke.member.IdentityRepository.Bound;
import dev.shuke.member.IdentityRepository.Found;
import dev.shuke.member.MemberRepository.Living;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Raced;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Whose identity it is, for features that name members by identity; and what identities a member has. */
@ApplicationScoped
public class IdentityService {
    /**
     * Whose an identity is.
     *
     * @param originId whom it came to, when that was somebody who was merged into the member since; else null
     */
    public record Owner(UUID memberId, UUID originId) {}

    /** An identity that its member has, and whether the call gave it. */
    record Given(BoundIdentityView identity, boolean isNew) {}

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final IdentityRepository repository;
    private final MemberRepository members;

    IdentityService(TenantDb db, TenantKeyService keyService, IdentityRepository repository, MemberRepository members) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.members = members;
    }

    /** The members who have those identities that are known. */
    public Uni<Map<IdentityValue, UUID>> find(Tx tx, Set<IdentityValue> identities, TenantKeys keys) {
        return find(tx, identities, keys, Found::memberId);
    }

    /** As {@link #find}, with the origins: for what is written by the identity. */
    public Uni<Map<IdentityValue, Owner>> owners(Tx tx, Set<IdentityValue> identities, TenantKeys keys) {
        return find(tx, identities, keys, found -> new Owner(found.memberId(), found.originId()));
    }

    private <T> Uni<Map<IdentityValue, T>> find(
            Tx tx, Set<IdentityValue> identities, TenantKeys keys, Function<Found, T> owner) {
        List<IdentityValue> asked = List.copyOf(identities);
        return asked.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .find(tx, asked, keys)
                        .map(found -> found.stream().collect(toMap(one -> asked.get(one.n() - 1), owner)));
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

    /** @throws ApiException not_found, field_forbidden */
    Uni<Page<BoundIdentityView>> list(UUID memberId, PageRequest page) {
        requireContact(FieldPolicy.of(CallContext.current()));
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> members.findLiving(tx, memberId)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("member"))
                        .chain(living -> repository.list(tx, living.id(), after, limit + 1))
                        .map(found -> Page.of(found, limit, identity -> Cursor.after(identity.id()))
                                .map(identity -> view(identity, keys)))));
    }

    private static void requireContact(FieldPolicy policy) {
        if (!policy.canRead(FieldGroup.CONTACT)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "How members are reached is not for this caller.");
        }
    }

    /** @throws ApiException identity_taken, when another member has it */
    Uni<Given> bind(UUID memberId, BindingRequest request) {
        IdentityValue identity = request.normalised();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx ->
                        lock(tx, memberId).chain(member -> bind(tx, member, identity, request.verified(), keys))));
    }

    private Uni<Given> bind(Tx tx, Living member, IdentityValue identity, boolean verified, TenantKeys keys) {
        Binding binding = new Binding(identity, member.id(), keys.memberKey(member.id(), member.dataKey()), false);
        return repository
                .bind(tx, List.of(binding), keys)
                .call(won -> verified ? repository.verify(tx, identity, keys) : none())
                .call(won -> members.touch(tx, member.id()))
                .chain(won -> given(tx, identity, member.id(), !won.isEmpty(), keys));
    }

    private Uni<Given> given(Tx tx, IdentityValue identity, UUID memberId, boolean isNew, TenantKeys keys) {
        return repository.findOne(tx, identity, keys).map(bound -> {
            if (bound == null) {
                throw new Raced();
            }
            if (!bound.memberId().equals(memberId)) {
                throw new ApiException(ErrorCode.IDENTITY_TAKEN, "Another member has this identity: merge the two.");
            }
            return new Given(view(bound, keys), isNew);
        });
    }

    /** @throws ApiException last_identity, when the member has no other */
    Uni<Void> unbind(UUID memberId, UUID identityId) {
        return db.inTransaction(tx -> lock(tx, memberId)
                .map(Living::id)
                .chain(member -> repository
                        .unbind(tx, member, identityId)
                        .chain(gone -> gone ? members.touch(tx, member) : refuse(tx, member, identityId))));
    }

    private Uni<Void> refuse(Tx tx, UUID memberId, UUID identityId) {
        return repository.isBound(tx, memberId, identityId).map(bound -> {
            throw bound
                    ? new ApiException(ErrorCode.LAST_IDENTITY, "Bind another identity first.")
                    : ApiException.notFound("identity");
        });
    }

    private Uni<Living> lock(Tx tx, UUID memberId) {
        return members.lockLiving(tx, memberId).onItem().ifNull().failWith(() -> ApiException.notFound("member"));
    }

    private static BoundIdentityView view(Bound bound, TenantKeys keys) {
        String clear =
                keys.memberKey(bound.originId(), bound.originKey()).open(MemberRow.place(bound.kind()), bound.sealed());
        return new BoundIdentityView(
                bound.id(),
                bound.kind(),
                new IdentityValue(bound.kind(), bound.issuer(), clear),
                bound.issuer(),
                bound.verifiedAt() != null,
                bound.verifiedAt(),
                bound.createdAt());
    }

    private static Uni<Integer> none() {
        return Uni.createFrom().item(0);
    }

    private static Binding binding(IdentityValue identity, TenantKeys keys) {
        UUID id = Ids.next();
        return new Binding(identity, id, keys.newMemberKey(id), true);
    }
}
