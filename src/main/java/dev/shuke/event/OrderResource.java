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

/** {@code /v1/orders} */
@Path("/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class OrderResource {
    private final OrderService service;

    OrderResource(OrderService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.ORDERS_READ)
    @Operation(operationId = "listOrders", summary = "List orders, without the buyers", description = """
                    What was paid and given back, the newest first, page by page, for those who keep the books: with \
                    lines, payment and store, and in place of the buyer an id that is the same in all its orders and \
                    leads nowhere else.""")
    public Uni<Page<OrderView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }
}
