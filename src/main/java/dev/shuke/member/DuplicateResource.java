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
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/duplicates}; of those who may act on them, since a suspicion tells that two people's names are alike. */
@Path("/v1/duplicates")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.MEMBERS_WRITE)
@Tag(name = "Merges")
public class DuplicateResource {
    private final DuplicateService service;

    DuplicateResource(DuplicateService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "listDuplicates", summary = "List suspected duplicates", description = """
                    Members who may be one person, as the last search found them, and of whom nobody has said yet \
                    whether they are. For callers who see what members are compared by: names, profiles and contacts.""")
    public Uni<Page<DuplicateView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @POST
    @Path("/search")
    @Idempotent
    @ResponseStatus(202)
    @Operation(operationId = "searchDuplicates", summary = "Look for duplicates", description = """
                    Compares, soon, all members of one birthday: the same name, or one that sounds or is typed alike, \
                    then city, gender and e-mail address. What it finds is listed at `GET /v1/duplicates`. Who has no \
                    birthday or no name is not looked at.""")
    @APIResponse(responseCode = "202", description = "It will be done")
    public Uni<Void> search() {
        return service.search();
    }

    @POST
    @Path("/{id}/confirm")
    @Idempotent
    @Operation(
            operationId = "confirmDuplicate",
            summary = "Say that two are one",
            description = "Merges them, into the older one, as `POST /v1/members/{id}/merge` does.")
    @APIResponse(
            responseCode = "201",
            description = "Merged",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    public Uni<RestResponse<MergeView>> confirm(@RestPath UUID id) {
        return service.confirm(id)
                .map(merge -> ResponseBuilder.create(RestResponse.Status.CREATED, merge)
                        .location(URI.create("/v1/merges/" + merge.id()))
                        .build());
    }

    @POST
    @Path("/{id}/dismiss")
    @Idempotent
    @Operation(
            operationId = "dismissDuplicate",
            summary = "Say that two are two",
            description = "No search brings the two up again.")
    @APIResponse(responseCode = "204", description = "Noted")
    public Uni<Void> dismiss(@RestPath UUID id) {
        return service.dismiss(id);
    }
}
