package dev.shuke.tenant;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Takes no calls with a deployment key under which nothing that is stored opens: better than to fail on every member,
 * and to seal new ones under a key that does not belong here. The oldest tenant's sealed owner is the proof.
 */
@Readiness
@ApplicationScoped
class DeploymentKeyReadiness implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(DeploymentKeyReadiness.class);
    private static final String NAME = "Deployment key";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final TenantRepository repository;
    private final OwnerSecrets secrets;

    DeploymentKeyReadiness(TenantRepository repository, OwnerSecrets secrets) {
        this.repository = repository;
        this.secrets = secrets;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return repository
                .findSealed()
                .map(tenant -> tenant == null || opens(tenant))
                .map(right -> HealthCheckResponse.named(NAME).status(right).build())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }

    private boolean opens(StoredTenant tenant) {
        try {
            secrets.owner(tenant);
            return true;
        } catch (IllegalStateException other) {
            LOG.error("SHUKE_KEK is not the key under which this database was written. Set the right one and restart.");
            return false;
        }
    }
}
