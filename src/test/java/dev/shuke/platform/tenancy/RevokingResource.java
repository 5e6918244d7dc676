package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** In tests only: what a change of roles does, without the change. */
@Path("/test/revoking/{subject}")
public class RevokingResource {
    private final TenantDb db;
    private final Revocations revocations;
    private final TenantDirectory directory;

    RevokingResource(TenantDb db, Revocations revocations, TenantDirectory directory) {
        this.db = db;
        this.revocations = revocations;
        this.directory = directory;
    }

    @POST
    @PermissionsAllowed(Permission.STAFF_MANAGE)
    @Operation(hidden = true)
    public Uni<Void> revoke(@RestPath String subject) {
        String tenant = CallContext.current().tenant().slug();
        return db.inTransaction(tx -> revocations.revoke(tx, subject)).invoke(() -> directory.forget(tenant));
    }
}
