package dev.shuke.event;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/events/unknown-names} */
@Path("/v1/events/unknown-names")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class UnknownNameResource {
    private final UnknownNameService service;

    UnknownNameResource(UnknownNameService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.EVENTS_READ)
    @Operation(operationId = "listUnknownNames", summary = "List unknown stores and products", description = """
                    Codes and skus that events name and nobody has sent to `/v1/stores` or `/v1/products` yet: \
                    products by sku, then stores by code, page by page. Such events are kept and count like any other.""")
    public Uni<Page<UnknownNameView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }
}
