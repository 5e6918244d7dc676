package dev.shuke.segment;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/segment-history} */
@Path("/v1/members/{id}/segment-history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
public class MemberSegmentHistoryResource {
    private final MembershipHistoryService service;

    MemberSegmentHistoryResource(MembershipHistoryService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(
            value = {Permission.SEGMENTS_READ, Permission.MEMBERS_READ},
            inclusive = true)
    @Operation(
            operationId = "listMemberSegmentHistory",
            summary = "List which segments a member entered and left",
            description = """
                    The newest first, page by page, of those dynamic segments that the caller may read, with that of \
                    members who were merged into it.""")
    @APIResponse(responseCode = "200", description = "A page of changes")
    public Uni<Page<SegmentChangeView>> list(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.ofMember(id, page);
    }
}
