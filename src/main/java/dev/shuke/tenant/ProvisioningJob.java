package dev.shuke.tenant;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Opens a tenant whose request was left half-way; finds nothing to do for every other. */
@ApplicationScoped
class ProvisioningJob implements JobKind {
    static final String KIND = "tenant.provisioning";

    private final TenantService tenants;

    ProvisioningJob(TenantService tenants) {
        this.tenants = tenants;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return tenants.finish(tenantId).replaceWithVoid();
    }
}
