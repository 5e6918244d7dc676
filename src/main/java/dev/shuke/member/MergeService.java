package dev.shuke.member;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.tenant.OwnTenantService;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Makes one member of two, and two of one. The merges of a tenant come one after the other, and each while nobody writes
 * what a {@link MergePart} moves. Whoever changes a member's row asks that it is not merged as he does so.
 */
@ApplicationScoped
class MergeService {
    /** Of members that are one: so much is locked and read by one call. */
    private static final int MOST = 100;

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final MergeRepository repository;
    private final IdentityService identityService;
    private final OwnTenantService tenant;
    private final Audit audit;
    private final List<MergePart> parts;

    MergeService(
            TenantDb db,
            TenantKeyService keyService,
            MergeRepository repository,
            IdentityService identityService,
            OwnTenantService tenant,
            Audit audit,
            @All List<MergePart> parts) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.identityService = identityService;
        this.tenant = tenant;
        this.audit = audit;
        this.parts = parts;
    }

    /** @throws ApiException same_member, merge_limit; unknown_member pointing at /from */
    Uni<MergeView> merge(UUID into, UUID from) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> merge(tx, into, from, MergeCause.REQUEST, keys)));
    }

    /** Before anything else that the transaction writes. */
    Uni<MergeView> merge(Tx tx, UUID into, UUID from, MergeCause cause, TenantKeys keys) {
        return hold(tx).chain(() -> repository.findLiving(tx, into, from))
                .invoke(living -> requireTwo(living.get(into), living.get(from)))
                .chain(living -> join(tx, living.get(into), living.get(from), cause, keys));
    }

    /**
     * Merges the members that these identities were found to belong to, the tenant having said that their kinds are proof
     * enough. To be called before anything else that the transaction writes.
     *
     * @throws ApiException identity_conflict, when they are not
     */
    Uni<Void> unite(Tx tx, Map<IdentityValue, UUID> found, TenantKeys keys) {
        return policy(tx)
                .invoke(policy -> requireProof(policy, found))
                .call(policy -> hold(tx))
                .chain(policy ->
                        identityService.find(tx, found.keySet(), keys).invoke(owners -> requireProof(policy, owners)))
                .map(MergePolicy::oldestFirst)
                .chain(members -> inTurn(
                        members.stream().skip(1).toList(),
                        one -> merge(tx, members.getFirst(), one, MergeCause.POLICY, keys)
                                .replaceWithVoid()));
    }

    /** As {@link #unite} of each of the findings that the tenant takes as proof; the others are left as they are. */
    Uni<Void> unite(Tx tx, List<Map<IdentityValue, UUID>> findings, TenantKeys keys) {
        return policy(tx)
                .chain(policy -> inTurn(
                        findings.stream().filter(policy::allows).toList(),
                        found -> unite(tx, found, keys)
                                .onFailure(ApiException.class)
                                .recoverWithNull()));
    }

    private Uni<MergePolicy> policy(Tx tx) {
        return tenant.settings(tx).map(settings -> new MergePolicy(settings.mergeOn()));
    }

    private static void requireProof(MergePolicy policy, Map<IdentityValue, UUID> owners) {
        if (!policy.allows(owners)) {
            throw new ApiException(
                    ErrorCode.IDENTITY_CONFLICT,
                    "The identities belong to " + Set.copyOf(owners.values()).size() + " members.");
        }
    }

    private static void requireTwo(UUID into, UUID from) {
        if (into == null) {
            throw ApiException.notFound("member");
        }
        if (from == null) {
            throw new ApiException(
                    ErrorCode.UNKNOWN_MEMBER,
                    "There is no such member to merge.",
                    List.of(FieldError.at("/from", "must be the id of a member")));
        }
        if (into.equals(from)) {
            throw new ApiException(ErrorCode.SAME_MEMBER, "The two are one member already.");
        }
    }

    private Uni<MergeView> join(Tx tx, UUID into, UUID from, MergeCause cause, TenantKeys keys) {
        return repository
                .count(tx, into, from)
                .invoke(MergeService::requireRoom)
                .chain(few -> repository.lock(tx, List.of(into, from), keys))
                .invoke(members -> requireAll(members, 2))
                .invoke(members -> members.get(into).fillFrom(members.get(from)))
                .chain(members -> repository.save(tx, members.get(into), false))
                .chain(saved -> repository.point(tx, from, into))
                .chain(pointed -> each(part -> part.move(tx, from, into)))
                .chain(() -> repository.record(tx, into, from, cause))
                .call(merge -> audit.record(tx, AuditEntry.of("member.merged", "merge", merge.id())));
    }

    /** Somebody was erased, with all who are the same person: nothing is left to be parted. */
    private static void requireAll(Map<UUID, MergingMember> members, int wanted) {
        if (members.size() < wanted) {
            throw ApiException.notFound("member");
        }
    }

    private static void requireRoom(int merged) {
        if (merged + 2 > MOST) {
            throw new ApiException(ErrorCode.MERGE_LIMIT, "At most " + MOST + " members can become one.");
        }
    }

    /** Likewise without effect when it is undone already. */
    Uni<MergeView> undo(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> hold(tx).chain(() -> require(tx, id))
                        .chain(merge -> merge.undoneAt() == null
                                ? undo(tx, merge, keys)
                                : Uni.createFrom().item(merge))));
    }

    /** Undoes the merges that stand between one of the members and one who is none of them. */
    Uni<Void> part(Set<UUID> members) {
        return db.read(tx -> repository.listBetween(tx, members))
                .chain(merges -> inTurn(merges, merge -> undo(merge.id()).replaceWithVoid()));
    }

    private Uni<MergeView> undo(Tx tx, MergeView merge, TenantKeys keys) {
        return repository.tree(tx, merge.from()).chain(tree -> {
            UUID[] below = tree.below(merge.from()).toArray(UUID[]::new);
            UUID holder = tree.above(merge.from()).getLast();
            return repository
                    .lock(tx, tree.members(), keys)
                    .invoke(members -> requireAll(members, tree.members().size()))
                    .chain(members -> release(tx, tree, merge.from(), members))
                    .chain(() -> repository.pointBack(tx, merge.from(), below))
                    .chain(back -> repository.undo(tx, merge.id()))
                    .call(undone -> each(part -> part.giveBack(tx, holder, merge.from(), below)))
                    .call(undone -> audit.record(tx, AuditEntry.of("member.merge_undone", "merge", undone.id())));
        });
    }

    private Uni<Void> release(Tx tx, MergeTree tree, UUID from, Map<UUID, MergingMember> members) {
        return inTurn(
                tree.release(from, members),
                member -> repository
                        .save(tx, member, !tree.hasOthers(member.id(), from))
                        .replaceWithVoid());
    }

    Uni<MergeView> require(UUID id) {
        return db.read(tx -> require(tx, id));
    }

    private Uni<MergeView> require(Tx tx, UUID id) {
        return repository.find(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("merge"));
    }

    Uni<Page<MergeView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.list(tx, before, limit + 1))
                .map(merges -> Page.of(merges, limit, merge -> Cursor.after(merge.id())));
    }

    /** Until the transaction ends nobody else is merged, parted or erased. To be called before anything is read. */
    Uni<Void> hold(Tx tx) {
        return each(part -> part.hold(tx));
    }

    private Uni<Void> each(Function<MergePart, Uni<Void>> work) {
        return inTurn(parts, work);
    }

    private static <T> Uni<Void> inTurn(List<T> of, Function<T, Uni<Void>> work) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (T one : of) {
            done = done.chain(() -> work.apply(one));
        }
        return done;
    }
}
