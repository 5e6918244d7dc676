package dev.shuke.tenant;

import dev.shuke.platform.access.StaffRole;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/**
 * Keycloak for the request path. Its client blocks, so it runs on a worker thread; the request's own Vert.x context
 * goes with it and the answer comes back on it, so that the request id and the call's identity are there all along.
 */
@ApplicationScoped
class TenantIdentities {
    private final KeycloakOrganizations keycloak;

    TenantIdentities(KeycloakOrganizations keycloak) {
        this.keycloak = keycloak;
    }

    Uni<Boolean> know(StaffEmail email) {
        return offEventLoop(() -> keycloak.knows(email.clear()));
    }

    /**
     * Brings Keycloak to where the tenant can be opened. May be repeated.
     *
     * @param firstPassword null when the owner has an account
     * @return Keycloak's id of the organization
     */
    Uni<String> provision(StoredTenant tenant, StaffEmail owner, String firstPassword) {
        return offEventLoop(() -> {
            String organizationId = keycloak.ensureOrganization(tenant.id(), tenant.slug(), tenant.name());
            keycloak.ensureRoleGroups(organizationId);
            keycloak.ensureStaff(organizationId, owner.clear(), StaffRole.OWNER, firstPassword);
            return organizationId;
        });
    }

    private static <T> Uni<T> offEventLoop(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }
}
