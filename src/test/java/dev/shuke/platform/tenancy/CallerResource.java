package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** In tests only: as whom a call is served. */
@Path("/test/caller")
@Produces(MediaType.TEXT_PLAIN)
public class CallerResource {
    @GET
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(hidden = true)
    public Uni<String> caller() {
        CallContext call = CallContext.current();
        return Uni.createFrom()
                .item(call.tenant().slug() + " "
                        + call.caller().roles().stream().map(Enum::name).collect(Collectors.joining(" ")));
    }
}
