package dev.shuke.exports;

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

/** {@code /v1/disclosures} */
@Path("/v1/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class DisclosureResource {
    private final DisclosureService service;

    DisclosureResource(DisclosureService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(operationId = "listDisclosures", summary = "List what left the system", description = """
                    The newest first: every export, and every file that a member was given about himself, with its purpose \
                    and who got it. Kept for the three years that the law asks for; what is older is deleted by the runs of \
                    `/v1/retention`.""")
    public Uni<Page<DisclosureView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }
}
