package dev.shuke.tenant;

import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.keycloak.KeycloakApps;
import dev.shuke.platform.keycloak.KeycloakOrganizations;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.tenant.DepartureRepository.Reference;
import dev.shuke.tenant.DepartureRepository.Table;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Deletes a tenant for good. First its keys, without which nothing that was sealed can be read, whatever else fails;
 * then its rows, a batch a transaction; then what Keycloak has. Each step may be repeated, and a run that is cut off is
 * gone on with by the next. The list keeps the slug, so that no other merchant ever answers to its old tokens.
 */
@ApplicationScoped
public class DepartureService {
    private static final Table KEYS = new Table("tenant_key", "tenant_id");

    private final TenantRepository tenants;
    private final PlatformDb platform;
    private final TenantDb db;
    private final Jobs jobs;
    private final DepartureRepository repository;
    private final TenantKeyService keys;
    private final OutsideLog outside;
    private final KeycloakApps apps;
    private final KeycloakOrganizations organizations;

    DepartureService(
            TenantRepository tenants,
            PlatformDb platform,
            TenantDb db,
            Jobs jobs,
            DepartureRepository repository,
            TenantKeyService keys,
            OutsideLog outside,
            KeycloakApps apps,
            KeycloakOrganizations organizations) {
        this.tenants = tenants;
        this.platform = platform;
        this.db = db;
        this.jobs = jobs;
        this.repository = repository;
        this.keys = keys;
        this.outside = outside;
        this.apps = apps;
        this.organizations = organizations;
    }

    /** Nothing happens to a tenant whose day has not come, or that was resumed. The tenant must be bound to the call. */
    Uni<Void> depart(UUID id) {
        return tenants.beginDeletion(id)
                .onItem()
                .ifNotNull()
                .transformToUni(tenant -> outside.append(OutsideLog.ERASED, "tenant " + id)
                        .chain(() -> destroy(id))
                        .chain(this::deleteRows)
                        .chain(() -> apps.removeAll(tenant.slug()))
                        .chain(() -> organizations.remove(id, tenant.slug()))
                        .chain(() -> tenants.endDeletion(id)));
    }

    /** After a restore: keys and rows once more at once, the rest by a job. The tenant must be bound to the call. */
    public Uni<Void> replay(UUID id) {
        return platform.inTransaction(tx -> tenants.deleteAgain(tx, id)
                        .chain(() -> jobs.schedule(tx, id, DeletionJob.KIND, "", Instant.now())))
                .chain(() -> destroy(id))
                .chain(this::deleteRows);
    }

    private Uni<Void> destroy(UUID id) {
        return db.inTransaction(tx -> repository.deleteRest(tx, KEYS))
                .invoke(() -> keys.forget(id))
                .replaceWithVoid();
    }

    private Uni<Void> deleteRows() {
        return db.inTransaction(tx -> repository
                        .tables(tx)
                        .chain(tables ->
                                repository.references(tx).map(references -> childrenFirst(tables, references))))
                .onItem()
                .transformToMulti(tables -> Multi.createFrom().iterable(tables))
                .onItem()
                .transformToUniAndConcatenate(this::empty)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> empty(Table table) {
        return Multi.createBy()
                .repeating()
                .uni(() -> db.inTransaction(tx -> repository.deleteSome(tx, table)))
                .whilst(deleted -> deleted > 0)
                .collect()
                .last()
                .chain(() -> db.inTransaction(tx -> repository.deleteRest(tx, table)));
    }

    /** No table before those that refer to it. */
    static List<Table> childrenFirst(List<Table> tables, List<Reference> references) {
        List<Table> left = new ArrayList<>(tables);
        List<Table> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> names = left.stream().map(Table::name).toList();
            List<Table> free = left.stream()
                    .filter(table -> references.stream()
                            .noneMatch(reference ->
                                    reference.parent().equals(table.name()) && names.contains(reference.child())))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("foreign keys in a circle: " + names);
            }
            ordered.addAll(free);
            left.removeAll(free);
        }
        return ordered;
    }
}
