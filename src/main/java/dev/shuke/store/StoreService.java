package dev.shuke.store;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Bulk;
import dev.shuke.platform.web.BulkReader;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.PathKey;
import dev.shuke.store.StoreRepository.Written;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The merchant's stores. */
@ApplicationScoped
public class StoreService {
    private final TenantDb db;
    private final StoreRepository repository;
    private final BulkReader reader;
    private final Audit audit;

    StoreService(TenantDb db, StoreRepository repository, BulkReader reader, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.reader = reader;
        this.audit = audit;
    }

    /** @throws ApiException invalid_parameter; validation_failed when the body names another store */
    Uni<Written> upsert(String code, StoreRequest request) {
        PathKey.require("code", code);
        if (request.code() != null && !request.code().equals(code)) {
            throw ApiException.invalid("/code", "must be the code in the address, or absent");
        }
        return db.inTransaction(tx -> repository
                .upsert(tx, List.of(request.withCode(code)))
                .map(List::getFirst)
                .call(written -> audit.record(tx, entry(written, code))));
    }

    private static AuditEntry entry(Written written, String code) {
        return AuditEntry.of(written.created() ? "store.created" : "store.changed", "store", code);
    }

    private Uni<Void> note(Tx tx, List<Written> written) {
        return written.isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.record(tx, AuditEntry.ofSeveral("store.loaded", "store", written.size()));
    }

    /** Writes the good ones, all in one transaction, and says of every other why not. */
    public Uni<BulkResult> upsert(byte[] body) {
        Bulk<StoreRequest> bulk =
                reader.read(body, StoreRequest.class, "code", StoreRequest::code, StoreService::requireCode);
        return db.inTransaction(tx -> repository.upsert(tx, bulk.good()).call(written -> note(tx, written)))
                .map(written -> {
                    long created = written.stream().filter(Written::created).count();
                    return bulk.result(created, written.size() - created);
                });
    }

    private static void requireCode(StoreRequest store) {
        if (store.code() == null) {
            throw ApiException.invalid("/code", "must be given");
        }
    }

    Uni<StoreView> require(String code) {
        if (!PathKey.possible(code)) {
            throw ApiException.notFound("store");
        }
        return db.inTransaction(tx -> repository.find(tx, code))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("store"));
    }

    /** Those of the codes that a store has. */
    public Uni<Set<String>> known(Tx tx, Collection<String> codes) {
        return codes.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : repository.known(tx, codes).map(Set::copyOf);
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<StoreView> findForUpdate(String code) {
        PathKey.require("code", code);
        return db.inTransaction(tx -> repository.findForUpdate(tx, code));
    }

    Uni<Page<StoreView>> list(PageRequest page) {
        int limit = page.limit();
        String after = page.afterKey();
        return db.inTransaction(tx -> repository.list(tx, after, limit + 1))
                .map(stores -> Page.ofKeyed(stores, limit, StoreView::code));
    }
}
