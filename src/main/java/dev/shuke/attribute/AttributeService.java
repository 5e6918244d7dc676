package dev.shuke.attribute;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.PathKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which attributes are defined, and how. */
@ApplicationScoped
public class AttributeService {
    private static final int MAX_ATTRIBUTES = 200;

    private final TenantDb db;
    private final AttributeRepository repository;
    private final Audit audit;

    AttributeService(TenantDb db, AttributeRepository repository, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.audit = audit;
    }

    /** Those of these keys that are defined, by key; they may be any texts. */
    public Uni<Map<String, AttributeView>> definitions(Tx tx, Set<String> keys) {
        List<String> possible = keys.stream().filter(PathKey::possible).toList();
        return possible.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .list(tx, possible)
                        .map(found -> found.stream().collect(toMap(AttributeView::key, definition -> definition)));
    }

    Uni<AttributeView.Catalogue> list() {
        return db.read(repository::list).map(AttributeView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<AttributeView> require(String key) {
        requirePossible(key);
        return db.read(tx -> found(repository.find(tx, key)));
    }

    /** As {@link #require}; nobody else changes it before this transaction ends. */
    Uni<AttributeView> requireForUpdate(String key) {
        requirePossible(key);
        return db.inTransaction(tx -> found(repository.findForUpdate(tx, key)));
    }

    private static void requirePossible(String key) {
        if (!PathKey.possible(key)) {
            throw ApiException.notFound("attribute");
        }
    }

    private static Uni<AttributeView> found(Uni<AttributeView> attribute) {
        return attribute.onItem().ifNull().failWith(() -> ApiException.notFound("attribute"));
    }

    /** @throws ApiException validation_failed, already_exists */
    Uni<AttributeView> create(AttributeRequest request) {
        AttributeView made = AttributeView.of(request, now());
        DefinitionRules.require(made);
        return db.inTransaction(tx -> repository
                .create(tx, made)
                .invoke(AttributeService::requireRoom)
                .chain(created -> requireUnused(tx, made))
                .chain(() -> audit.record(tx, AuditEntry.of("attribute.created", "attribute", made.key())))
                .replaceWith(made));
    }

    /** What stands in the open as a preference would not become less open by a definition. */
    private Uni<Void> requireUnused(Tx tx, AttributeView made) {
        if (made.sensitivity() == AttributeView.DEFAULT) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .hasValues(tx, made.key())
                .invoke(used -> {
                    if (used) {
                        throw ApiException.invalid(
                                "/sensitivity", "must be preference, since members have values under this key");
                    }
                })
                .replaceWithVoid();
    }

    private static void requireRoom(Long others) {
        if (others == null) {
            throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is an attribute with this key.");
        }
        if (others >= MAX_ATTRIBUTES) {
            throw ApiException.invalid(
                    "", "would be one more than the " + MAX_ATTRIBUTES + " attributes that a merchant can define");
        }
    }

    /** @throws ApiException not_found, validation_failed */
    Uni<AttributeView> update(String key, AttributePatch patch) {
        requirePossible(key);
        return db.inTransaction(tx -> found(repository.findForUpdate(tx, key))
                .map(attribute -> attribute.with(patch, now()))
                .invoke(DefinitionRules::require)
                .call(changed -> repository.update(tx, changed))
                .call(() -> audit.record(tx, AuditEntry.of("attribute.changed", "attribute", key))));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
