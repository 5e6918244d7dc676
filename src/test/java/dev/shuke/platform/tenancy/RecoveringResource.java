package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** In tests only: an endpoint whose author thinks that an SQL error can be recovered from inside a transaction. */
@Path("/test/recovering/{row}")
@Produces(MediaType.TEXT_PLAIN)
public class RecoveringResource {
    private final TenantDb db;

    RecoveringResource(TenantDb db) {
        this.db = db;
    }

    @POST
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(hidden = true)
    public Uni<String> write(@RestPath UUID row, @RestQuery int divisor) {
        return db.inTransaction(tx -> tx.update(StormCall.WRITE, row)
                        .chain(() -> tx.update("select 1 / $2::int from (select $1::uuid) t", divisor))
                        .onFailure()
                        .recoverWithItem(0))
                .replaceWith("written");
    }
}
