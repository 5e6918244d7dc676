package dev.shuke.score;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/replenishments} */
@Path("/v1/members/{id}/replenishments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class ReplenishmentResource {
    private final ReplenishmentService service;

    ReplenishmentResource(ReplenishmentService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(
            operationId = "listMemberReplenishments",
            summary = "List what a member will have used up, and when",
            description = """
                    Of every product that says how many days a unit lasts and that the member has bought: what is bought \
                    before the former is used up lasts on from there. The first to be used up first, on one page.""")
    public Uni<Page<ReplenishmentView>> ofMember(@RestPath UUID id) {
        return service.of(id).map(all -> new Page<>(all, null));
    }
}
