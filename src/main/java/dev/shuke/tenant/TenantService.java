package dev.shuke.tenant;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.keycloak.KeycloakOrganizations;
import dev.shuke.platform.keycloak.KeycloakStaff;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes and shows tenants. A wanted tenant is stored as {@code provisioning} first; the steps in Keycloak follow, each
 * repeatable and none inside a transaction; {@code active} comes last.
 *
 * <p>The first owner's one-time password is made once for a tenant and stored, sealed, before the account is created
 * with it. So every try creates the same account, and no try resets anybody's password. The first answer about the open
 * tenant, whether this request, an earlier one or a {@link ProvisioningJob} opened it, takes the password out of the
 * store and says it: once.
 */
@ApplicationScoped
public class TenantService {
    private final PlatformDb db;
    private final TenantRepository repository;
    private final Jobs jobs;
    private final Audit audit;
    private final Duration patience;
    private final KeycloakOrganizations organizations;
    private final KeycloakStaff staff;
    private final OwnerSecrets secrets;

    /** @param patience for how long a request that is under way keeps its job waiting */
    TenantService(
            PlatformDb db,
            TenantRepository repository,
            Jobs jobs,
            Audit audit,
            @ConfigProperty(name = "shuke.tenants.resume-after") Duration patience,
            KeycloakOrganizations organizations,
            KeycloakStaff staff,
            OwnerSecrets secrets) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
        this.audit = audit;
        this.patience = patience;
        this.organizations = organizations;
        this.staff = staff;
        this.secrets = secrets;
    }

    /** A tenant, and whether it is this call that says so first. */
    record Provisioned(TenantView tenant, boolean opened) {}

    /** A tenant, and whether it was just opened here. */
    private record Finished(StoredTenant tenant, boolean now) {}

    /**
     * Makes the tenant, or goes on with one that was left half-way, or finds it made.
     *
     * @throws ApiException {@link ErrorCode#ALREADY_EXISTS} when the slug stands for a tenant with other content;
     *     {@link ErrorCode#UNAVAILABLE} when Keycloak is away: the tenant stays {@code provisioning}, and a job or the
     *     same request goes on with it
     */
    Uni<Provisioned> create(TenantRequest wanted) {
        return store(wanted)
                .invoke(stored -> requireSame(wanted, stored))
                .chain(this::goOn)
                .chain(this::handOver);
    }

    /** Goes on with a tenant that was left half-way; any other stays as it is. */
    Uni<StoredTenant> finish(UUID id) {
        return repository.find(id).chain(this::goOn).map(Finished::tenant);
    }

    /** Null leaves the name. */
    Uni<TenantView> rename(UUID id, TenantPatch patch) {
        return db.inTransaction(tx -> repository
                        .rename(tx, id, patch.name())
                        .onItem()
                        .ifNotNull()
                        .call(() -> audit.record(
                                tx,
                                id,
                                AuditEntry.of("tenant.renamed", "tenant", id).on(List.of("name")))))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("tenant"))
                .map(TenantView::of);
    }

    Uni<Page<TenantView>> list(PageRequest page) {
        return repository
                .list(page.cursorOr(Cursor.FIRST).id(), page.limit() + 1)
                .map(rows -> Page.of(rows, page.limit(), last -> Cursor.after(last.id()))
                        .map(TenantView::of));
    }

    Uni<TenantView> require(UUID id) {
        return repository
                .find(id)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("tenant"))
                .map(TenantView::of);
    }

    /** Those of the named that take calls, by slug. */
    public Uni<List<TenantView>> listOpen(Set<String> slugs) {
        return repository
                .listActive(slugs)
                .map(rows -> rows.stream().map(TenantView::of).toList());
    }

    /** To whom the tenant was given when it was made; null for a tenant that was entered without an owner. */
    public Uni<StaffEmail> founder(UUID id) {
        return repository.find(id).map(tenant -> tenant.owner() == null ? null : secrets.owner(tenant));
    }

    /** By the newest version of the deployment's key, what is sealed in the list itself. */
    public Uni<Void> sealAnew(UUID id) {
        return repository
                .find(id)
                .onItem()
                .ifNotNull()
                .transformToUni(tenant -> repository.replaceSealed(tenant, secrets.sealAnew(tenant)))
                .replaceWithVoid();
    }

    private Uni<StoredTenant> store(TenantRequest wanted) {
        UUID id = Ids.next();
        return db.inTransaction(tx -> repository
                        .insert(tx, id, wanted, secrets.seal(wanted.owner().email(), id))
                        .onItem()
                        .ifNotNull()
                        .call(() -> jobs.schedule(
                                tx, id, ProvisioningJob.KIND, "", Instant.now().plus(patience)))
                        .onItem()
                        .ifNotNull()
                        .call(() -> audit.record(tx, id, AuditEntry.of("tenant.created", "tenant", id))))
                .onItem()
                .ifNull()
                .switchTo(() -> repository.findBySlug(wanted.slug()));
    }

    private void requireSame(TenantRequest wanted, StoredTenant stored) {
        boolean same = stored.name().equals(wanted.name().text())
                && stored.timezone().equals(wanted.timezone().name())
                && stored.currency().equals(wanted.currency().code())
                && stored.owner() != null
                && secrets.owner(stored).equals(wanted.owner().email());
        if (!same) {
            throw new ApiException(
                    ErrorCode.ALREADY_EXISTS,
                    "There is a tenant of this slug with other content.",
                    List.of(FieldError.at("/slug", "is taken")));
        }
    }

    private Uni<Finished> goOn(StoredTenant stored) {
        return stored.status() != TenantStatus.PROVISIONING
                ? Uni.createFrom().item(new Finished(stored, false))
                : withCredential(stored)
                        .chain(this::provision)
                        .map(opened -> new Finished(opened, true))
                        .onItem()
                        .transformToUni(done -> done.tenant() != null
                                ? Uni.createFrom().item(done)
                                : repository.find(stored.id()).map(others -> new Finished(others, false)));
    }

    /** Says the first password if nobody has said it, whoever opened the tenant. */
    private Uni<Provisioned> handOver(Finished finished) {
        StoredTenant tenant = finished.tenant();
        return tenant.credential() == null
                ? Uni.createFrom().item(answer(tenant, null, finished.now()))
                : repository
                        .takeCredential(tenant.id())
                        .map(taken -> taken == null
                                ? answer(tenant, null, false)
                                : answer(taken, secrets.credential(tenant), true));
    }

    /**
     * Decides, before any account is made, whether the owner needs a first password. An account that is there while no
     * password is stored cannot be of our making. Null when another call has opened the tenant meanwhile.
     */
    private Uni<StoredTenant> withCredential(StoredTenant stored) {
        return stored.credential() != null
                ? Uni.createFrom().item(stored)
                : staff.find(secrets.owner(stored))
                        .chain(known -> known != null
                                ? Uni.createFrom().item(stored)
                                : repository.offerCredential(stored.id(), secrets.newCredential(stored.id())));
    }

    /** Null when another was faster in opening the tenant. */
    private Uni<StoredTenant> provision(StoredTenant stored) {
        if (stored == null) {
            return Uni.createFrom().nullItem();
        }
        return organizations
                .ensure(stored.id(), stored.slug(), stored.name())
                .call(organizations::ensureRoleGroups)
                .call(() -> staff.ensure(
                        stored.id(),
                        stored.slug(),
                        secrets.owner(stored),
                        Set.of(StaffRole.OWNER),
                        secrets.credential(stored)))
                .chain(organizationId -> repository.activate(stored.id(), organizationId));
    }

    private Provisioned answer(StoredTenant tenant, String password, boolean first) {
        return new Provisioned(TenantView.of(tenant, new TenantView.Owner(secrets.owner(tenant), password)), first);
    }
}
