package dev.shuke.tag;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/tag-history}: not below {@code tags}, where every name may be a tag's. */
@Path("/v1/members/{id}/tag-history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagHistoryResource {
    private final MemberTagService service;

    TagHistoryResource(MemberTagService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(
            operationId = "listTagHistory",
            summary = "List what became of a member's tags",
            description = "The newest first, page by page, with that of members who were merged into it.")
    public Uni<Page<TagChangeView>> list(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.history(id, page);
    }
}
