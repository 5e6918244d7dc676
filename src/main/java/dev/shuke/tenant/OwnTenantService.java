package dev.shuke.tenant;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A tenant as its own people see and change it. */
@ApplicationScoped
public class OwnTenantService {
    private final TenantDb db;
    private final OwnTenantRepository repository;
    private final TenantDirectory directory;
    private final Audit audit;
    private final Touches touches;

    OwnTenantService(
            TenantDb db, OwnTenantRepository repository, TenantDirectory directory, Audit audit, Touches touches) {
        this.db = db;
        this.repository = repository;
        this.directory = directory;
        this.audit = audit;
        this.touches = touches;
    }

    public Uni<OwnTenantView> current() {
        return db.inTransaction(repository::find);
    }

    /**
     * Counts from the next call. A call that is under way keeps the timezone and currency with which it began, on other
     * instances for up to ten seconds more; so a currency is changed while nobody sends amounts yet.
     *
     * @throws ApiException {@link ErrorCode#CURRENCY_IN_USE} when amounts are stored: they would become others
     */
    Uni<OwnTenantView> update(OwnTenantPatch patch) {
        requireProof(patch.settings().mergeOn());
        return db.inTransaction(tx -> repository
                .lock(tx)
                .chain(stored -> requireCurrencyFree(tx, stored, patch.currency()))
                .chain(() -> repository.update(tx, patch))
                .call(changed -> patch.timezone() == null
                        ? Uni.createFrom().nullItem()
                        : touches.noteEverybody(tx, Touches.ANYTHING))
                .call(changed -> audit.record(
                        tx,
                        AuditEntry.of("tenant.changed", "tenant", changed.id()).on(patch.fields()))));
    }

    /** For other features: what the tenant has chosen. */
    public Uni<TenantSettings> settings(Tx tx) {
        return repository.find(tx).map(OwnTenantView::settings);
    }

    private static void requireProof(List<IdentityKind> mergeOn) {
        if (mergeOn != null && mergeOn.contains(IdentityKind.DEVICE)) {
            throw ApiException.invalid(
                    "/settings/mergeOn/" + mergeOn.indexOf(IdentityKind.DEVICE),
                    "must not be device, which several people may share");
        }
    }

    /** As {@link #current}; nobody else changes it before this transaction ends. */
    Uni<OwnTenantView> currentForUpdate() {
        return db.inTransaction(repository::lock);
    }

    /** To be called when a change is committed: before, others would remember once more what was there. */
    void forget(OwnTenantView changed) {
        directory.forget(changed.slug());
    }

    private Uni<Void> requireCurrencyFree(Tx tx, OwnTenantView stored, CurrencyCode wanted) {
        if (wanted == null || wanted.code().equals(stored.currency())) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .hasAmounts(tx)
                .invoke(used -> {
                    if (used) {
                        throw new ApiException(
                                ErrorCode.CURRENCY_IN_USE, "The currency can change only while no amounts are stored.");
                    }
                })
                .replaceWithVoid();
    }
}
