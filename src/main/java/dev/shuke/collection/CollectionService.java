package dev.shuke.collection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.shuke.collection.CollectionRepository.Allowed;
import dev.shuke.collection.CollectionRepository.Written;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.purpose.PurposeService;
import dev.shuke.purpose.PurposeView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What of members is taken in only for a purpose. */
@ApplicationScoped
public class CollectionService {
    private static final int MAX_RULES = 200;

    private final TenantDb db;
    private final CollectionRepository repository;
    private final PurposeService purposes;
    private final Audit audit;

    CollectionService(TenantDb db, CollectionRepository repository, PurposeService purposes, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.purposes = purposes;
        this.audit = audit;
    }

    /** Of those keys that have one, by key. */
    public Uni<Map<String, CollectionRuleView>> rules(Tx tx, Collected kind, Set<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .list(tx, kind, keys)
                        .map(found -> found.stream().collect(toMap(CollectionRuleView::key, rule -> rule)));
    }

    /** What they let in of these members, and of others, who are new. One look at all of them, none without rules. */
    public Uni<Door> door(Tx tx, Map<String, CollectionRuleView> rules, Collection<UUID> members) {
        if (rules.isEmpty()) {
            return Uni.createFrom().item(Door.OPEN);
        }
        Set<Purpose> asked =
                rules.values().stream().map(CollectionRuleView::purpose).collect(toSet());
        return repository.allowed(tx, asked, members).map(found -> door(rules, found));
    }

    private static Door door(Map<String, CollectionRuleView> rules, List<Allowed> found) {
        Map<UUID, Set<Purpose>> allowed = new HashMap<>();
        found.forEach(one -> allowed.put(one.member(), one.purposes()));
        Set<Purpose> newcomers = allowed.remove(null);
        return new Door(rules, allowed, newcomers);
    }

    /** As both, one after the other. */
    public Uni<Door> door(Tx tx, Collected kind, Set<String> keys, Collection<UUID> members) {
        return rules(tx, kind, keys).chain(rules -> door(tx, rules, members));
    }

    Uni<CollectionRuleView.Catalogue> list() {
        return db.read(repository::list).map(CollectionRuleView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<CollectionRuleView> require(Collected kind, String key) {
        requirePossible(kind, key);
        return db.read(tx -> repository.find(tx, kind, key)).onItem().ifNull().failWith(CollectionService::unknown);
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<CollectionRuleView> findForUpdate(Collected kind, String key) {
        requirePossible(kind, key);
        return db.inTransaction(tx -> repository.findForUpdate(tx, kind, key));
    }

    private static void requirePossible(Collected kind, String key) {
        if (!kind.takes(key)) {
            throw unknown();
        }
    }

    private static ApiException unknown() {
        return ApiException.notFound("collection rule");
    }

    /** @throws ApiException invalid_parameter, validation_failed */
    Uni<Written> upsert(Collected kind, String key, CollectionRuleRequest rule) {
        if (!kind.takes(key)) {
            throw ApiException.invalidParameter(
                    "key", "must be such as the key of an attribute or the type of an event");
        }
        if (kind != Collected.EVENT && !rule.propsOrNone().isEmpty()) {
            throw ApiException.invalid("/props", "must be absent: only events have them");
        }
        return db.inTransaction(tx -> purposes.all(tx)
                .invoke(all -> requireUsed(all.get(rule.purpose())))
                .chain(all -> repository.upsert(tx, kind, key, rule))
                .invoke(CollectionService::requireRoom)
                .call(written -> audit.record(tx, entry(written.created() ? "created" : "changed", kind, key))));
    }

    private static void requireUsed(PurposeView purpose) {
        if (purpose == null || purpose.retired()) {
            throw ApiException.invalid("/purpose", "must be a purpose of the merchant");
        }
    }

    private static void requireRoom(Written written) {
        if (written.created() && written.others() >= MAX_RULES) {
            throw ApiException.invalid("", "would be one more than the " + MAX_RULES + " that a merchant can have");
        }
    }

    /** @throws ApiException not_found */
    Uni<Void> delete(Collected kind, String key) {
        requirePossible(kind, key);
        return db.inTransaction(tx -> repository
                .delete(tx, kind, key)
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw unknown();
                    }
                })
                .chain(() -> audit.record(tx, entry("deleted", kind, key))));
    }

    private static AuditEntry entry(String what, Collected kind, String key) {
        return AuditEntry.of("collection_rule." + what, "collection_rule", kind + "/" + key);
    }
}
