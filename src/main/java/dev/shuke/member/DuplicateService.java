package dev.shuke.member;

import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Who may be one person, and what people say of it. */
@ApplicationScoped
class DuplicateService {
    private static final Set<FieldGroup> COMPARED = Set.of(FieldGroup.IDENTITY, FieldGroup.PROFILE, FieldGroup.CONTACT);

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final DuplicateRepository repository;
    private final MergeService merges;
    private final Jobs jobs;

    DuplicateService(
            TenantDb db, TenantKeyService keyService, DuplicateRepository repository, MergeService merges, Jobs jobs) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.merges = merges;
        this.jobs = jobs;
    }

    /** Has all members looked through, soon. */
    Uni<Void> search() {
        return db.inTransaction(tx -> jobs.schedule(tx, DuplicateSearch.KIND, "", Instant.now()));
    }

    /**
     * For callers who see what members are compared by: of others, each could make a member of his own and learn by it
     * what somebody is called.
     *
     * @throws ApiException field_forbidden
     */
    Uni<Page<DuplicateView>> list(PageRequest page) {
        requireSight(FieldPolicy.of(CallContext.current()));
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.read(tx -> repository.list(tx, after, limit + 1))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.id())));
    }

    private static void requireSight(FieldPolicy policy) {
        if (!COMPARED.stream().allMatch(policy::canRead)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members are compared by is not for this caller.");
        }
    }

    /** They are one: the older goes on. */
    Uni<MergeView> confirm(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> require(tx, id)
                        .chain(pair -> merges.merge(
                                tx, pair.members().getFirst(), pair.members().getLast(), MergeCause.DUPLICATE, keys))
                        .call(merge -> repository.confirm(tx, id))));
    }

    /** They are two: nobody is asked again. */
    Uni<Void> dismiss(UUID id) {
        return db.inTransaction(
                tx -> require(tx, id).chain(pair -> repository.dismiss(tx, id)).replaceWithVoid());
    }

    private Uni<DuplicateView> require(Tx tx, UUID id) {
        return repository.lock(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("open suspicion"));
    }
}
