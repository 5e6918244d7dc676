package dev.shuke.tenant;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.keycloak.KeycloakOrganizations;
import dev.shuke.platform.keycloak.KeycloakStaff;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Makes and shows tenants. A wanted tenant is stored as {@code provisioning} first; the steps in Keycloak follow, each
 * repeatable and none inside a transaction; {@code active} comes last.
 *
 * <p>The first owner's one-time password is made once for a tenant and stored, sealed, before the account is created
 * with it. So every try creates the same account, no try resets anybody's password, and whichever call opens the tenant
 * can say the password, even if an earlier one crashed. Opening the tenant erases it: it is said once.
 */
@ApplicationScoped
public class TenantService {
    private final TenantRepository repository;
    private final KeycloakOrganizations organizations;
    private final KeycloakStaff staff;
    private final OwnerSecrets secrets;

    TenantService(
            TenantRepository repository,
            KeycloakOrganizations organizations,
            KeycloakStaff staff,
            OwnerSecrets secrets) {
        this.repository = repository;
        this.organizations = organizations;
        this.staff = staff;
        this.secrets = secrets;
    }

    /** A tenant, and whether it was this call that opened it. */
    record Provisioned(TenantView tenant, boolean opened) {}

    /**
     * Makes the tenant, or goes on with one that was left half-way, or finds it made.
     *
     * @throws ApiException {@link ErrorCode#ALREADY_EXISTS} when the slug stands for a tenant with other content;
     *     {@link ErrorCode#UNAVAILABLE} when Keycloak is away: the tenant stays {@code provisioning}
     */
    Uni<Provisioned> create(TenantRequest wanted) {
        return store(wanted)
                .invoke(stored -> requireSame(wanted, stored))
                .chain(stored -> stored.status() == TenantStatus.PROVISIONING
                        ? resume(stored)
                        : Uni.createFrom().item(() -> known(stored)));
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
    public Uni<List<TenantView>> open(Set<String> slugs) {
        return repository
                .listActive(slugs)
                .map(rows -> rows.stream().map(TenantView::of).toList());
    }

    /** To whom the tenant was given when it was made; null for a tenant that was entered without an owner. */
    public Uni<StaffEmail> founder(UUID id) {
        return repository.find(id).map(tenant -> tenant.owner() == null ? null : secrets.owner(tenant));
    }

    private Uni<StoredTenant> store(TenantRequest wanted) {
        UUID id = Ids.next();
        return repository
                .insert(id, wanted, secrets.seal(wanted.owner().email(), id))
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

    private Uni<Provisioned> resume(StoredTenant stored) {
        return withCredential(stored)
                .chain(this::provision)
                .onItem()
                .ifNull()
                .switchTo(() -> repository.find(stored.id()).map(this::known));
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

    /** Null when another call was faster in opening the tenant. */
    private Uni<Provisioned> provision(StoredTenant stored) {
        if (stored == null) {
            return Uni.createFrom().nullItem();
        }
        StaffEmail owner = secrets.owner(stored);
        String credential = secrets.credential(stored);
        return organizations
                .ensure(stored.id(), stored.slug(), stored.name())
                .call(organizations::ensureRoleGroups)
                .call(() -> staff.ensure(stored.id(), stored.slug(), owner, Set.of(StaffRole.OWNER), credential))
                .chain(organizationId -> repository.activate(stored.id(), organizationId))
                .onItem()
                .ifNotNull()
                .transform(active ->
                        new Provisioned(TenantView.of(active, new TenantView.Owner(owner, credential)), true));
    }

    private Provisioned known(StoredTenant stored) {
        return new Provisioned(TenantView.of(stored, new TenantView.Owner(secrets.owner(stored), null)), false);
    }
}
