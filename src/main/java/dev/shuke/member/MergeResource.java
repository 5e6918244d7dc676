package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/merges} */
@Path("/v1/merges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Merges", description = "Two records that turn out to be one person, and that they were not")
public class MergeResource {
    private final MergeService service;

    MergeResource(MergeService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(
            operationId = "listMerges",
            summary = "List merges",
            description = "The newest first, page by page; those that were undone as well.")
    public Uni<Page<MergeView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "readMerge", summary = "Read a merge", description = "Whether it stands, and since when.")
    public Uni<MergeView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @POST
    @Path("/{id}/undo")
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "undoMerge", summary = "Undo a merge", description = """
                    Both members are what they were: each has the identities that were its own and the events that came \
                    by them, also those that came since. What was written since to the member by its id stays with the \
                    one who went on. Merges may be undone in any order; one that is undone already stays so.""")
    @APIResponse(
            responseCode = "200",
            description = "Undone",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    public Uni<MergeView> undo(@RestPath UUID id) {
        return service.undo(id);
    }
}
