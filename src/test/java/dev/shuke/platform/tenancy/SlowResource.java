package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** In tests only: a statement that takes longer than PostgreSQL lets it. */
@Path("/test/slow")
@Produces(MediaType.TEXT_PLAIN)
public class SlowResource {
    private final TenantDb db;

    SlowResource(TenantDb db) {
        this.db = db;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(hidden = true)
    public Uni<String> read() {
        return db.inTransaction(tx -> tx.list(
                                "select set_config('statement_timeout', '50ms', true) from (select $1::uuid) t",
                                row -> row)
                        .chain(() -> tx.list("select pg_sleep(20) from (select $1::uuid) t", row -> row)))
                .replaceWith("read");
    }
}
