package dev.shuke.fieldpolicy;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.TenantDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The merchant's own table of who sees what. */
@ApplicationScoped
public class FieldPolicyService {
    private final TenantDb db;
    private final FieldPolicyRepository repository;
    private final TenantDirectory directory;
    private final Audit audit;

    FieldPolicyService(TenantDb db, FieldPolicyRepository repository, TenantDirectory directory, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.directory = directory;
        this.audit = audit;
    }

    Uni<FieldPolicyView> current() {
        return db.inTransaction(repository::find).map(FieldPolicyView::of);
    }

    /** As {@link #current}; nobody else changes it before this transaction ends. */
    Uni<FieldPolicyView> currentForUpdate() {
        return db.inTransaction(repository::lock).map(FieldPolicyView::of);
    }

    /** Counts from the next call, on other instances within milliseconds and at the latest ten seconds. */
    Uni<FieldPolicyView> replace(Map<String, Map<String, String>> changes) {
        return db.inTransaction(tx -> repository
                        .update(tx, changes)
                        .call(() -> audit.record(
                                tx,
                                AuditEntry.of("field_policy.changed", "tenant", tx.tenantId())
                                        .on(changes.keySet()))))
                .replaceWith(() -> FieldPolicyView.of(changes));
    }

    /** To be called when a change is committed: before, others would remember once more what was there. */
    void forget() {
        directory.forget(CallContext.current().tenant().slug());
    }
}
