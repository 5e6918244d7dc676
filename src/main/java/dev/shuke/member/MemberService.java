package dev.shuke.member;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.attribute.AttributeService;
import dev.shuke.collection.Collected;
import dev.shuke.collection.CollectionService;
import dev.shuke.member.Attributes.Screened;
import dev.shuke.member.IdentityRepository.Binding;
import dev.shuke.member.MemberRepository.Living;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Raced;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Members: created and completed by any of their identities, read, changed, listed. */
@ApplicationScoped
public class MemberService {
    /** What an upsert did. */
    record Upserted(MemberView member, boolean created) {}

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final MemberRepository repository;
    private final IdentityRepository identities;
    private final IdentityService identityService;
    private final MergeService merges;
    private final AttributeService attributeService;
    private final CollectionService collection;
    private final PurposeService purposes;
    private final ObjectMapper mapper;
    private final Validator validator;

    MemberService(
            TenantDb db,
            TenantKeyService keyService,
            MemberRepository repository,
            IdentityRepository identities,
            IdentityService identityService,
            MergeService merges,
            AttributeService attributeService,
            CollectionService collection,
            PurposeService purposes,
            ObjectMapper mapper,
            Validator validator) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.identities = identities;
        this.identityService = identityService;
        this.merges = merges;
        this.attributeService = attributeService;
        this.collection = collection;
        this.purposes = purposes;
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * Creates the member, or completes the one that any of the identities belongs to and binds the others to it.
     *
     * Several members to whom they belong are merged where the tenant takes that as proof.
     *
     * @throws ApiException identity_conflict where it does not
     */
    Uni<Upserted> upsert(MemberRequest request) {
        List<IdentityValue> sent = normalised(request.identities());
        ProfileChange change = ProfileChange.completing(request.profile());
        Attributes attributes = Attributes.of(request.attributes(), request.provenance());
        return keyService.current().chain(keys -> db.inTransaction(tx -> upsert(tx, sent, change, attributes, keys)));
    }

    private Uni<Upserted> upsert(
            Tx tx, List<IdentityValue> sent, ProfileChange change, Attributes attributes, TenantKeys keys) {
        return identityService.find(tx, Set.copyOf(sent), keys).chain(known -> {
            Set<UUID> owners = Set.copyOf(known.values());
            if (owners.size() > 1) {
                return merges.unite(tx, known, keys).chain(() -> upsert(tx, sent, change, attributes, keys));
            }
            boolean create = owners.isEmpty();
            UUID id = create ? Ids.next() : owners.iterator().next();
            return (create ? create(tx, id, sent, keys) : bind(tx, id, unbound(sent, known), keys))
                    .call(() -> create || attributes.keys().isEmpty()
                            ? Uni.createFrom().nullItem()
                            : repository.lockLiving(tx, id).onItem().ifNull().failWith(Raced::new))
                    .chain(key -> write(tx, id, change, attributes, key))
                    .chain(leftOut -> require(tx, id)
                            .invoke(row ->
                                    Attributes.requireRoom(row.attributes().size()))
                            .map(row -> new Upserted(written(tx, row, keys).without(leftOut), create)));
        });
    }

    /** @return what is left out, since the member does not allow it */
    private Uni<List<FieldError>> write(Tx tx, UUID id, ProfileChange change, Attributes attributes, MemberKey key) {
        return Uni.combine()
                .all()
                .unis(
                        attributeService.definitions(tx, attributes.keys()),
                        collection.door(tx, Collected.ATTRIBUTE, attributes.keys(), List.of(id)))
                .asTuple()
                .chain(found -> {
                    Screened screened = attributes.through(found.getItem2(), id);
                    return repository
                            .update(tx, id, change, screened.kept().change(found.getItem1(), tx.call(), key), key)
                            .replaceWith(screened.leftOut());
                });
    }

    private Uni<MemberKey> create(Tx tx, UUID id, List<IdentityValue> sent, TenantKeys keys) {
        return bind(tx, id, keys.newMemberKey(id), true, sent, keys);
    }

    private Uni<MemberKey> bind(Tx tx, UUID id, List<IdentityValue> unbound, TenantKeys keys) {
        return repository
                .findDataKey(tx, id)
                .onItem()
                .ifNull()
                .failWith(Raced::new)
                .map(wrapped -> keys.memberKey(id, wrapped))
                .chain(key -> bind(tx, id, key, false, unbound, keys));
    }

    private Uni<MemberKey> bind(
            Tx tx, UUID id, MemberKey key, boolean makesMember, List<IdentityValue> wanted, TenantKeys keys) {
        List<Binding> bindings = wanted.stream()
                .map(identity -> new Binding(identity, id, key, makesMember))
                .toList();
        return identities
                .bind(tx, bindings, keys)
                .invoke(won -> requireAll(won, bindings))
                .replaceWith(key);
    }

    /** What somebody else bound between our look and our write stays bound: the next look finds it. */
    static void requireAll(List<UUID> won, List<Binding> wanted) {
        if (won.size() < wanted.size()) {
            throw new Raced();
        }
    }

    private static List<IdentityValue> unbound(List<IdentityValue> sent, Map<IdentityValue, UUID> known) {
        return sent.stream().filter(identity -> !known.containsKey(identity)).toList();
    }

    /** As whoever wrote the member sees it. */
    private static MemberView written(Tx tx, MemberRow row, TenantKeys keys) {
        return tx.call().caller().may(Permission.MEMBERS_READ) ? row.view(tx.call(), keys) : row.idOnly();
    }

    /** @throws ApiException not_found */
    public Uni<MemberView> require(UUID id) {
        return keyService
                .current()
                .chain(keys -> complete(complete -> db.read(tx -> repository.find(tx, id, complete)))
                        .onItem()
                        .ifNull()
                        .switchTo(() -> db.read(tx -> requireSurvivor(tx, id)))
                        .map(row -> stoodFor(id, row, row.view(CallContext.current(), keys))));
    }

    /**
     * Where the attributes that the caller sees are from, by key.
     *
     * @throws ApiException not_found
     */
    public Uni<Map<String, ProvenanceView>> provenance(UUID id) {
        return db.read(tx -> repository
                .findProvenance(tx, id, FieldPolicy.of(tx.call())::canReadWhole)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("member")));
    }

    /** As a write of the caller will answer; nobody else changes the member before this transaction ends. */
    Uni<MemberView> requireForUpdate(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository
                        .lockLiving(tx, id)
                        .chain(locked -> require(tx, id))
                        .map(row -> stoodFor(id, row, written(tx, row, keys)))));
    }

    private Uni<MemberRow> require(Tx tx, UUID id) {
        return complete(complete -> repository.find(tx, id, complete))
                .onItem()
                .ifNull()
                .switchTo(() -> requireSurvivor(tx, id));
    }

    private Uni<MemberRow> requireSurvivor(Tx tx, UUID id) {
        return repository.findSurvivor(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("member"));
    }

    /** @param asked the id that the caller knows the member by */
    private static MemberView stoodFor(UUID asked, MemberRow row, MemberView view) {
        return row.id().equals(asked) ? view : view.merged();
    }

    /** Reads once more, complete, what turns out to be incomplete. */
    private static Uni<MemberRow> complete(Function<Boolean, Uni<MemberRow>> read) {
        return read.apply(false)
                .chain(row -> row != null && row.incomplete()
                        ? read.apply(true)
                        : Uni.createFrom().item(row));
    }

    private static Uni<List<MemberRow>> completeAll(Function<Boolean, Uni<List<MemberRow>>> read) {
        return read.apply(false)
                .chain(rows -> rows.stream().anyMatch(MemberRow::incomplete)
                        ? read.apply(true)
                        : Uni.createFrom().item(rows));
    }

    /**
     * For other features: who the member is, which is another once it was merged. Fails with not_found unless the tenant
     * has the member.
     */
    public Uni<UUID> requireLiving(Tx tx, UUID id) {
        return requireLiving(repository.findLiving(tx, id)).map(Living::id);
    }

    /** As {@link #requireLiving}; nobody merges or changes that member before the transaction ends. For who writes. */
    public Uni<UUID> lockLiving(Tx tx, UUID id) {
        return requireLiving(repository.lockLiving(tx, id)).map(Living::id);
    }

    private static Uni<Living> requireLiving(Uni<Living> found) {
        return found.onItem().ifNull().failWith(() -> ApiException.notFound("member"));
    }

    Uni<MemberView> lookup(IdentityRequest request) {
        IdentityValue identity = request.normalised("");
        return keyService
                .current()
                .chain(keys -> complete(complete -> db.read(tx ->
                                repository.findByIdentity(tx, identity.kind(), keys.blindIndex(identity), complete)))
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("member"))
                        .map(row -> row.view(CallContext.current(), keys)));
    }

    /**
     * Those whom the purpose admits.
     *
     * @throws ApiException purpose_unavailable, purpose_forbidden
     */
    Uni<Page<MemberView>> list(PageRequest page, Purpose purpose) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        CallContext call = CallContext.current();
        FieldPolicy policy = FieldPolicy.of(call);
        return keyService
                .current()
                .chain(keys -> rows(purpose, after, limit + 1)
                        .map(rows -> Page.of(rows, limit, row -> Cursor.after(row.id()))
                                .map(row -> row.view(call, policy, keys))));
    }

    private Uni<List<MemberRow>> rows(Purpose purpose, UUID after, int limit) {
        return purpose.equals(Purpose.SERVICE)
                ? completeAll(complete ->
                        db.read(tx -> requireServing(tx).chain(() -> repository.list(tx, after, limit, complete))))
                : db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                        .chain(() -> repository.list(tx, purpose, true, after, limit)));
    }

    /** An app that may read members serves them. */
    private Uni<Void> requireServing(Tx tx) {
        return tx.call().caller().kind() == Caller.Kind.APP
                ? Uni.createFrom().voidItem()
                : purposes.requireUsable(tx, Purpose.SERVICE).replaceWithVoid();
    }

    /**
     * For a file: members whom the purpose admits, in the order of their creation, behind the id.
     *
     * @param personalised false for whoever can be reached
     */
    public Uni<List<MemberView>> export(Purpose purpose, boolean personalised, UUID after, int most) {
        return exported(tx -> repository.list(tx, purpose, personalised, after, most));
    }

    /** Likewise, of these. */
    public Uni<List<MemberView>> export(Purpose purpose, boolean personalised, List<UUID> ids) {
        return exported(tx -> repository.list(tx, purpose, personalised, ids.toArray(UUID[]::new)));
    }

    private Uni<List<MemberView>> exported(Function<Tx, Uni<List<MemberRow>>> list) {
        CallContext call = CallContext.current();
        FieldPolicy policy = FieldPolicy.of(call);
        return keyService
                .current()
                .chain(keys -> db.read(list)
                        .map(rows -> rows.stream()
                                .map(row -> row.view(call, policy, keys))
                                .toList()));
    }

    public Uni<MemberView> update(UUID id, MemberPatch patch) {
        ProfileChange change = ProfileChange.patching(patch.profile(), mapper, validator);
        Attributes attributes = Attributes.of(patch.attributes(), Provenance.DECLARED);
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> requireLiving(repository.lockLiving(tx, id))
                        .chain(living -> write(
                                tx, living.id(), change, attributes, keys.memberKey(living.id(), living.dataKey())))
                        .chain(leftOut -> require(tx, id)
                                .invoke(row ->
                                        Attributes.requireRoom(row.attributes().size()))
                                .map(row -> stoodFor(id, row, written(tx, row, keys))
                                        .without(leftOut)))));
    }

    static List<IdentityValue> normalised(List<IdentityRequest> sent) {
        List<IdentityValue> identities = new ArrayList<>();
        IntStream.range(0, sent.size())
                .mapToObj(i -> sent.get(i).normalised("/identities/" + i))
                .filter(identity -> !identities.contains(identity))
                .forEach(identities::add);
        return identities;
    }
}
