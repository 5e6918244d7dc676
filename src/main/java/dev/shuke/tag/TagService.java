package dev.shuke.tag;

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

/** Which tags are defined, and how. */
@ApplicationScoped
public class TagService {
    private static final int MAX_TAGS = 500;
    private static final TagPatch RETIRE = new TagPatch(null, null, null, null, true);

    private final TenantDb db;
    private final TagRepository repository;
    private final Audit audit;

    TagService(TenantDb db, TagRepository repository, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.audit = audit;
    }

    /** Those of these keys that are defined, by key; they may be any texts. */
    public Uni<Map<String, TagView>> definitions(Tx tx, Set<String> keys) {
        List<String> possible = keys.stream().filter(PathKey::possible).toList();
        return possible.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .list(tx, possible)
                        .map(found -> found.stream().collect(toMap(TagView::key, definition -> definition)));
    }

    Uni<TagView.Catalogue> list() {
        return db.read(repository::list).map(TagView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<TagView> require(String key) {
        requirePossible(key);
        return db.read(tx -> found(repository.find(tx, key)));
    }

    /** As {@link #require}; nobody else changes it before this transaction ends. */
    Uni<TagView> requireForUpdate(String key) {
        requirePossible(key);
        return db.inTransaction(tx -> found(repository.findForUpdate(tx, key)));
    }

    /** @throws ApiException not_found */
    Uni<Assignable> requireAssignable(Tx tx, String key) {
        requirePossible(key);
        return repository.findAssignable(tx, key).onItem().ifNull().failWith(() -> ApiException.notFound("tag"));
    }

    /** Those of these keys that are defined, by key, for members; they may be any texts. */
    Uni<Map<String, Assignable>> assignable(Tx tx, Set<String> keys) {
        return repository
                .listAssignable(tx, keys.stream().filter(PathKey::possible).toList())
                .map(found -> found.stream().collect(toMap(of -> of.tag().key(), of -> of)));
    }

    private static void requirePossible(String key) {
        if (!PathKey.possible(key)) {
            throw ApiException.notFound("tag");
        }
    }

    private static Uni<TagView> found(Uni<TagView> tag) {
        return tag.onItem().ifNull().failWith(() -> ApiException.notFound("tag"));
    }

    /**
     * For other features: a tag that the platform gives, made when it is not there yet, with these values from now on.
     *
     * @return false when the merchant has another of this key
     */
    public Uni<Boolean> define(Tx tx, TagRequest request) {
        TagView wanted = TagView.of(request, now());
        TagRules.require(wanted);
        return repository
                .findForUpdate(tx, wanted.key())
                .chain(found ->
                        found == null ? repository.create(tx, wanted).replaceWith(true) : keep(tx, found, wanted));
    }

    private Uni<Boolean> keep(Tx tx, TagView found, TagView wanted) {
        if (found.group() || found.retired() || found.valueType() != wanted.valueType()) {
            return Uni.createFrom().item(false);
        }
        TagPatch values = new TagPatch(null, wanted.constraints(), null, null, null);
        return wanted.constraints().equals(found.constraints())
                ? Uni.createFrom().item(true)
                : repository.update(tx, found.with(values, now())).replaceWith(true);
    }

    /** @throws ApiException validation_failed, already_exists */
    Uni<TagView> create(TagRequest request) {
        TagView made = TagView.of(request, now());
        TagRules.require(made);
        return db.inTransaction(tx -> requireParent(tx, made)
                .chain(() -> repository.create(tx, made))
                .invoke(TagService::requireRoom)
                .chain(() -> audit.record(tx, AuditEntry.of("tag.created", "tag", made.key())))
                .replaceWith(made));
    }

    private Uni<TagView> requireParent(Tx tx, TagView made) {
        if (made.parent() == null) {
            return Uni.createFrom().nullItem();
        }
        return (PathKey.possible(made.parent())
                        ? repository.findForShare(tx, made.parent())
                        : Uni.createFrom().<TagView>nullItem())
                .invoke(parent -> TagRules.requireBelow(parent, made));
    }

    private static void requireRoom(Long others) {
        if (others == null) {
            throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is a tag or a group with this key.");
        }
        if (others >= MAX_TAGS) {
            throw ApiException.invalid(
                    "", "would be one more than the " + MAX_TAGS + " tags that a merchant can define");
        }
    }

    /** @throws ApiException not_found, validation_failed */
    Uni<TagView> update(String key, TagPatch patch) {
        requirePossible(key);
        return db.inTransaction(tx -> found(repository.findForUpdate(tx, key))
                .map(tag -> tag.with(patch, now()))
                .invoke(TagRules::require)
                .call(changed -> repository.update(tx, changed))
                .call(() -> audit.record(tx, AuditEntry.of("tag.changed", "tag", key))));
    }

    /**
     * Members keep what they have, and so does their history.
     *
     * @throws ApiException not_found
     */
    Uni<Void> retire(String key) {
        return update(key, RETIRE).replaceWithVoid();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
