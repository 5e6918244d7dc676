package dev.shuke.member;

import static java.util.stream.Collectors.toSet;

import dev.shuke.attribute.AttributeService;
import dev.shuke.collection.Collected;
import dev.shuke.collection.CollectionService;
import dev.shuke.member.MemberBatch.Row;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Raced;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.BulkReader;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.BulkResult.Rejected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Members created and completed by the thousand, with the effect of sending them one after the other. */
@ApplicationScoped
public class MemberBatchService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final IdentityService identityService;
    private final IdentityRepository identities;
    private final MemberBatchRepository repository;
    private final AttributeService attributes;
    private final CollectionService collection;
    private final BulkReader reader;
    private final MergeService merges;

    MemberBatchService(
            TenantDb db,
            TenantKeyService keyService,
            IdentityService identityService,
            IdentityRepository identities,
            MemberBatchRepository repository,
            AttributeService attributes,
            CollectionService collection,
            BulkReader reader,
            MergeService merges) {
        this.db = db;
        this.keyService = keyService;
        this.identityService = identityService;
        this.identities = identities;
        this.repository = repository;
        this.attributes = attributes;
        this.collection = collection;
        this.reader = reader;
        this.merges = merges;
    }

    /** Writes the good ones, all in one transaction, and says of every other why not. */
    Uni<BulkResult> upsert(byte[] body) {
        return upsert(body, Provenance.DECLARED);
    }

    /**
     * Likewise, for other features.
     *
     * @param unsaid where attributes are from of which an element says nothing
     */
    public Uni<BulkResult> upsert(byte[] body, Provenance unsaid) {
        List<Row> rows = new ArrayList<>();
        List<Rejected> malformed = new ArrayList<>();
        reader.each(
                body,
                MemberRequest.class,
                (request, index) -> rows.add(row(index, request, unsaid)),
                (refusal, index) -> malformed.add(Rejected.of(index, refusal)));
        return keyService.current().chain(keys -> db.inTransaction(tx -> upsert(tx, rows, malformed, keys)));
    }

    /** For other features: those of the members that are there; nobody merges or erases them before the transaction ends. */
    public Uni<List<UUID>> lock(Tx tx, Collection<UUID> members) {
        return repository.lock(tx, members.toArray(UUID[]::new));
    }

    private static Row row(int index, MemberRequest request, Provenance unsaid) {
        return new Row(
                index,
                MemberService.normalised(request.identities()),
                ProfileChange.completing(request.profile()),
                Attributes.of(request.attributes(), request.provenance() == null ? unsaid : request.provenance()));
    }

    private Uni<BulkResult> upsert(Tx tx, List<Row> rows, List<Rejected> malformed, TenantKeys keys) {
        Set<IdentityValue> sent =
                rows.stream().flatMap(row -> row.identities().stream()).collect(toSet());
        return identityService
                .find(tx, sent, keys)
                .chain(owners -> unite(tx, rows, owners, keys))
                .chain(owners -> batch(tx, owners, rows, malformed, keys))
                .invoke(batch -> batch.apply(rows))
                .call(batch -> write(tx, batch, keys))
                .map(MemberBatch::result);
    }

    /** Merges whom a row takes together, where the tenant takes that as proof, and looks again. */
    private Uni<Map<IdentityValue, UUID>> unite(
            Tx tx, List<Row> rows, Map<IdentityValue, UUID> owners, TenantKeys keys) {
        List<Map<IdentityValue, UUID>> several = rows.stream()
                .map(row -> known(row, owners))
                .filter(known -> Set.copyOf(known.values()).size() > 1)
                .toList();
        return several.isEmpty()
                ? Uni.createFrom().item(owners)
                : merges.unite(tx, several, keys).chain(() -> identityService.find(tx, owners.keySet(), keys));
    }

    private static Map<IdentityValue, UUID> known(Row row, Map<IdentityValue, UUID> owners) {
        Map<IdentityValue, UUID> known = new HashMap<>(owners);
        known.keySet().retainAll(row.identities());
        return known;
    }

    private Uni<MemberBatch> batch(
            Tx tx, Map<IdentityValue, UUID> owners, List<Row> rows, List<Rejected> malformed, TenantKeys keys) {
        Set<String> named =
                rows.stream().flatMap(row -> row.attributes().keys().stream()).collect(toSet());
        return Uni.combine()
                .all()
                .unis(
                        repository.find(tx, owners.values(), keys),
                        attributes.definitions(tx, named),
                        collection.door(tx, Collected.ATTRIBUTE, named, owners.values()))
                .with((members, definitions, door) ->
                        new MemberBatch(tx.call(), keys, owners, members, definitions, door, malformed));
    }

    /** The identities before the members, like every other call that writes both. */
    private Uni<Void> write(Tx tx, MemberBatch batch, TenantKeys keys) {
        List<MemberChange> changes = batch.changes();
        return identities
                .bind(tx, batch.bindings(), keys)
                .invoke(won -> MemberService.requireAll(won, batch.bindings()))
                .chain(bound -> repository.lock(tx, changes))
                .chain(locked -> repository.update(tx, changes))
                .invoke(MemberBatchService::requireRoom)
                .replaceWithVoid();
    }

    /** Somebody else gave a member more attributes since we looked: look again, and then refuse the row. */
    private static void requireRoom(List<Integer> attributes) {
        if (attributes.stream().anyMatch(MemberChange::overfull)) {
            throw new Raced();
        }
    }
}
