package dev.shuke.tenant;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shuts a tenant and opens it again. What PostgreSQL says counts for calls: at once on this instance, after ten seconds
 * on every other. Keycloak's organization follows by a {@link OrganizationJob} of the same transaction. Asking again for what
 * is so already changes nothing.
 */
@ApplicationScoped
public class TenantStatusService {
    private final PlatformDb db;
    private final TenantRepository repository;
    private final TenantDirectory directory;
    private final Jobs jobs;
    private final Audit audit;
    private final Duration grace;

    TenantStatusService(
            PlatformDb db,
            TenantRepository repository,
            TenantDirectory directory,
            Jobs jobs,
            Audit audit,
            @ConfigProperty(name = "shuke.tenants.grace") Duration grace) {
        this.db = db;
        this.repository = repository;
        this.directory = directory;
        this.jobs = jobs;
        this.audit = audit;
        this.grace = grace;
    }

    /** @throws ApiException {@link ErrorCode#TENANT_STATUS} for one that is not open yet, or being offboarded */
    Uni<TenantView> suspend(UUID id) {
        return change(id, TenantStatus.SUSPENDED, tx -> repository.suspend(tx, id));
    }

    /**
     * Calls off a deletion too. A tenant that was never opened goes back to being provisioned.
     *
     * @throws ApiException {@link ErrorCode#TENANT_STATUS} for one that is not open yet
     */
    Uni<TenantView> resume(UUID id) {
        return change(id, TenantStatus.ACTIVE, tx -> repository.resume(tx, id));
    }

    /** The tenant takes no calls from now on, and is deleted when the days of grace have passed. */
    Uni<TenantView> offboard(UUID id) {
        Instant due = Instant.now().plus(grace);
        return change(
                id,
                TenantStatus.OFFBOARDING,
                tx -> repository
                        .offboard(tx, id, due)
                        .onItem()
                        .ifNotNull()
                        .call(() -> jobs.schedule(tx, id, DeletionJob.KIND, "", due)));
    }

    private Uni<TenantView> change(UUID id, TenantStatus wanted, Function<PlatformTx, Uni<StoredTenant>> step) {
        return db.inTransaction(tx -> step.apply(tx)
                        .onItem()
                        .ifNotNull()
                        .call(() -> jobs.schedule(tx, id, OrganizationJob.KIND, "", Instant.now()))
                        .onItem()
                        .ifNotNull()
                        .call(() -> audit.record(tx, id, AuditEntry.of(action(wanted), "tenant", id))))
                .onItem()
                .ifNull()
                .switchTo(() -> unchanged(id, wanted))
                .invoke(changed -> directory.forget(changed.slug()))
                .map(TenantView::of);
    }

    private static String action(TenantStatus wanted) {
        return wanted == TenantStatus.ACTIVE ? "tenant.resumed" : "tenant." + wanted.key();
    }

    private Uni<StoredTenant> unchanged(UUID id, TenantStatus wanted) {
        return repository
                .find(id)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("tenant"))
                .invoke(stored -> {
                    if (stored.status() != wanted) {
                        throw new ApiException(
                                ErrorCode.TENANT_STATUS,
                                "The tenant is " + stored.status().key() + ", which does not lead there.");
                    }
                });
    }
}
