package dev.shuke.audit;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The audit log as those read it who answer for it. */
@ApplicationScoped
public class AuditLogService {
    private static final int EXPORT_PAGE = 500;

    private final TenantDb db;
    private final EntryRepository repository;
    private final SealedReasons reasons;
    private final Audit audit;

    AuditLogService(TenantDb db, EntryRepository repository, SealedReasons reasons, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.reasons = reasons;
        this.audit = audit;
    }

    /** The newest first. */
    Uni<Page<AuditEntryView>> list(AuditFilter filter, PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.newestFirst(tx, filter, before, limit + 1))
                .chain(reasons::open)
                .map(found ->
                        Page.of(found, limit, last -> Cursor.after(last.id())).map(AuditEntryView::of));
    }

    /** The oldest first, all of them. That they were taken out is the log's next entry. */
    Multi<AuditEntryView> export(AuditFilter filter) {
        filter.check(); // before the export is entered
        AtomicReference<UUID> after = new AtomicReference<>(filter.lowestId());
        return db.inTransaction(tx -> audit.record(tx, AuditEntry.of("audit_log.exported", "audit_log", "all")))
                .onItem()
                .transformToMulti(recorded -> Multi.createBy()
                        .repeating()
                        .uni(() -> db.read(tx -> repository.oldestFirst(tx, filter, after.get(), EXPORT_PAGE))
                                .invoke(found -> moveOn(after, found))
                                .chain(reasons::open))
                        .whilst(found -> found.size() == EXPORT_PAGE))
                .onItem()
                .transformToIterable(found -> found)
                .map(AuditEntryView::of);
    }

    private static void moveOn(AtomicReference<UUID> after, List<StoredEntry> found) {
        if (!found.isEmpty()) {
            after.set(found.getLast().id());
        }
    }
}
