package dev.shuke.tenant;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.keycloak.KeycloakOrganizations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keycloak's organization follows the tenant's status: enabled while the tenant is open. */
@ApplicationScoped
class OrganizationJob implements JobKind {
    static final String KIND = "tenant.organization";

    private final TenantService tenants;
    private final KeycloakOrganizations organizations;

    OrganizationJob(TenantService tenants, KeycloakOrganizations organizations) {
        this.tenants = tenants;
        this.organizations = organizations;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return tenants.finish(tenantId)
                .chain(tenant ->
                        organizations.enable(tenant.id(), tenant.slug(), tenant.status() == TenantStatus.ACTIVE));
    }
}
