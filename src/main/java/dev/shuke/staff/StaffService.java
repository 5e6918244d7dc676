package dev.shuke.staff;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.staff.StaffFollower.Settled;
import dev.shuke.store.StoreService;
import dev.shuke.tenant.TenantService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * The merchant's staff: invited, listed, changed, removed. The table is never empty again once somebody is in it, for an
 * owner always stays; so an empty one means that nobody has written down yet to whom the tenant was given.
 */
@ApplicationScoped
public class StaffService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final StaffRepository repository;
    private final StaffFollower follower;
    private final Audit audit;
    private final StoreService stores;
    private final TenantService tenants;

    StaffService(
            TenantDb db,
            TenantKeyService keyService,
            StaffRepository repository,
            StaffFollower follower,
            Audit audit,
            StoreService stores,
            TenantService tenants) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.follower = follower;
        this.audit = audit;
        this.stores = stores;
        this.tenants = tenants;
    }

    /** A member of staff, and whether it was this call that made the person one. */
    record Invited(StaffView person, boolean opened) {}

    /**
     * Makes somebody staff, or goes on with an invitation that was left half-way.
     *
     * @throws ApiException already_exists, when the address is staff with other roles or stores; forbidden, when an admin
     *     invites an owner
     */
    Uni<Invited> invite(StaffRequest request) {
        Assignment wanted = Assignment.of(request.roles(), request.stores());
        StaffRules.requireAuthority(CallContext.current().caller(), wanted.owner());
        StaffRules.requireFit(wanted);
        return keyService
                .current()
                .call(this::recordFounder)
                .chain(keys ->
                        db.inTransaction(tx -> store(tx, keys, request, wanted)).chain(stored -> settle(keys, stored)));
    }

    Uni<Page<StaffView>> list(PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return keyService
                .current()
                .call(this::recordFounder)
                .chain(keys -> db.inTransaction(tx -> repository.list(tx, keys, after, limit + 1)))
                .map(people ->
                        Page.of(people, limit, last -> Cursor.after(last.id())).map(StaffView::of));
    }

    /** The codes of the stores that the caller works at. */
    public Uni<List<String>> ownStores() {
        return db.inTransaction(tx -> repository.stores(tx, tx.call().caller().subject()));
    }

    Uni<StaffView> require(UUID id) {
        return keyService.current().chain(keys -> requirePerson(keys, id)).map(StaffView::of);
    }

    /** @throws ApiException not_found; forbidden, when an admin changes an owner or makes one; last_owner */
    Uni<StaffView> update(UUID id, StaffPatch patch) {
        return keyService
                .current()
                .chain(keys -> requirePerson(keys, id)
                        .chain(person -> follower.identified(keys, person))
                        .chain(() -> db.inTransaction(tx -> change(tx, keys, id, patch)))
                        .chain(changed -> followed(keys, changed))
                        .map(settled -> StaffView.of(settled.person())));
    }

    /** @throws ApiException not_found; forbidden, when an admin removes an owner; last_owner */
    Uni<Void> remove(UUID id) {
        return keyService
                .current()
                .chain(keys -> requirePerson(keys, id)
                        .chain(person -> follower.identified(keys, person))
                        .chain(() -> db.inTransaction(tx -> remove(tx, keys, id)))
                        .chain(removed -> followed(keys, removed))
                        .replaceWithVoid());
    }

    /** Writes the owner down to whom the tenant was given, if nobody is written down yet. */
    private Uni<Void> recordFounder(TenantKeys keys) {
        return db.inTransaction(repository::anybody)
                .chain(anybody -> anybody
                        ? Uni.createFrom().nullItem()
                        : tenants.founder(CallContext.current().tenant().id()))
                .onItem()
                .ifNotNull()
                .transformToUni(founder -> db.inTransaction(tx -> recordFounder(tx, keys, founder)))
                .replaceWithVoid();
    }

    private Uni<Void> recordFounder(Tx tx, TenantKeys keys, StaffEmail founder) {
        return repository
                .insert(tx, keys, founder, Assignment.OWNER, StaffStatus.ACTIVE)
                .onItem()
                .ifNotNull()
                .transformToUni(person -> follower.schedule(tx, person.id()))
                .replaceWithVoid();
    }

    private Uni<StoredStaff> store(Tx tx, TenantKeys keys, StaffRequest request, Assignment wanted) {
        return requireStores(tx, request.stores())
                .chain(() -> repository.insert(tx, keys, request.email(), wanted, StaffStatus.PENDING))
                .onItem()
                .ifNotNull()
                .call(inserted -> follower.schedule(tx, inserted.id()))
                .onItem()
                .ifNotNull()
                .call(inserted -> record(tx, "staff.invited", inserted))
                .onItem()
                .ifNull()
                .switchTo(() -> repository
                        .lock(tx, keys, request.email())
                        .chain(known -> inviteAgain(tx, keys, known, wanted)));
    }

    private Uni<StoredStaff> inviteAgain(Tx tx, TenantKeys keys, StoredStaff known, Assignment wanted) {
        if (known == null) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The person was being removed. Send the same again.");
        }
        if (known.removed()) {
            return repository
                    .update(tx, keys, known.id(), wanted, StaffStatus.PENDING)
                    .call(person -> follower.schedule(tx, person.id()))
                    .call(person -> record(tx, "staff.invited", person));
        }
        if (!known.sameAs(wanted)) {
            throw new ApiException(
                    ErrorCode.ALREADY_EXISTS,
                    "The person is staff with other roles or stores: change those instead.",
                    List.of(FieldError.at("/email", "is staff already")));
        }
        return Uni.createFrom().item(known);
    }

    private Uni<Invited> settle(TenantKeys keys, StoredStaff stored) {
        return (stored.status() == StaffStatus.PENDING
                        ? followed(keys, stored)
                        : Uni.createFrom().item(new Settled(stored, false)))
                .chain(this::say);
    }

    /** The one-time password is said by one call, and by none before there is an account with it. */
    private Uni<Invited> say(Settled settled) {
        StoredStaff person = settled.person();
        boolean nothingToSay = person.credential() == null || person.status() != StaffStatus.ACTIVE;
        return nothingToSay
                ? Uni.createFrom().item(new Invited(StaffView.of(person), settled.first()))
                : db.inTransaction(tx -> repository.said(tx, person.id()))
                        .map(mine -> new Invited(StaffView.of(person, mine ? person.credential() : null), mine));
    }

    private Uni<StoredStaff> change(Tx tx, TenantKeys keys, UUID id, StaffPatch patch) {
        return repository
                .lockOwners(tx)
                .chain(owners -> lock(tx, keys, id).chain(person -> change(tx, keys, person, patch, owners)));
    }

    private Uni<StoredStaff> change(
            Tx tx, TenantKeys keys, StoredStaff person, StaffPatch patch, List<UUID> activeOwners) {
        Assignment wanted = Assignment.of(person, patch);
        StaffRules.requireAuthority(tx.call().caller(), person.owner() || wanted.owner());
        StaffRules.requireFit(wanted);
        if (!wanted.owner()) {
            StaffRules.requireAnotherOwner(person, activeOwners);
        }
        if (person.sameAs(wanted)) {
            return Uni.createFrom().item(person);
        }
        boolean sameRoles = person.roles().equals(wanted.roles());
        return requireStores(tx, patch.stores())
                .chain(() -> repository.update(
                        tx, keys, person.id(), wanted, sameRoles ? person.status() : StaffStatus.PENDING))
                .call(changed -> sameRoles ? Uni.createFrom().voidItem() : follower.scheduleLoss(tx, changed))
                .call(changed -> audit.record(
                        tx,
                        AuditEntry.of("staff.changed", "staff", changed.id())
                                .on(sameRoles ? List.of("stores") : List.of("roles", "stores"))));
    }

    private Uni<StoredStaff> remove(Tx tx, TenantKeys keys, UUID id) {
        return repository
                .lockOwners(tx)
                .chain(owners -> lock(tx, keys, id).invoke(person -> {
                    StaffRules.requireAuthority(tx.call().caller(), person.owner());
                    StaffRules.requireAnotherOwner(person, owners);
                }))
                .chain(person -> repository.update(tx, keys, id, Assignment.of(person), StaffStatus.REMOVED))
                .call(removed -> follower.scheduleLoss(tx, removed))
                .call(removed -> record(tx, "staff.removed", removed));
    }

    private Uni<Void> record(Tx tx, String action, StoredStaff person) {
        return audit.record(tx, AuditEntry.of(action, "staff", person.id()).on(List.of("roles", "stores")));
    }

    /** Keycloak is tried at once where it has to follow. If it is away the job will do it: the person is as stored. */
    private Uni<Settled> followed(TenantKeys keys, StoredStaff person) {
        return person.status() == StaffStatus.ACTIVE
                ? Uni.createFrom().item(new Settled(person, false))
                : follower.follow(keys, person)
                        .onFailure(StaffService::isAway)
                        .recoverWithItem(new Settled(person, false))
                        .onItem()
                        .ifNull()
                        .failWith(StaffService::noSuchPerson);
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ApiException refused && refused.code() == ErrorCode.UNAVAILABLE;
    }

    private Uni<StoredStaff> requirePerson(TenantKeys keys, UUID id) {
        return db.inTransaction(tx -> repository.find(tx, keys, id)).invoke(StaffService::requireStaff);
    }

    private Uni<StoredStaff> lock(Tx tx, TenantKeys keys, UUID id) {
        return repository.lock(tx, keys, id).invoke(StaffService::requireStaff);
    }

    private static void requireStaff(StoredStaff person) {
        if (person == null || person.removed()) {
            throw noSuchPerson();
        }
    }

    private static ApiException noSuchPerson() {
        return ApiException.notFound("member of staff");
    }

    private Uni<Void> requireStores(Tx tx, List<String> sent) {
        return sent == null
                ? Uni.createFrom().voidItem()
                : stores.known(tx, sent)
                        .invoke(known -> StaffRules.requireKnown(sent, known))
                        .replaceWithVoid();
    }
}
