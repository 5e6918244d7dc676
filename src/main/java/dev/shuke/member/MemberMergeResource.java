package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/members/{id}/merge} */
@Path("/v1/members/{id}/merge")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Merges")
public class MemberMergeResource {
    private final MergeService service;

    MemberMergeResource(MergeService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "mergeMembers", summary = "Merge a member into this one", description = """
                    This member goes on: with the identities and events of both, its own profile and attributes, and \
                    the other's where it has none. The other's id stands for this member from now on, in reads and in \
                    writes. Nothing is lost: `POST /v1/merges/{id}/undo` makes two of them again.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = MergeRequest.class),
                            examples = @ExampleObject(name = "The one who shopped online", value = """
                                                    {"from":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e90"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Merged",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`same_member`: they are one already; `merge_limit`: too many would be one",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<MergeView>> merge(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid MergeRequest request) {
        return service.merge(id, request.from())
                .map(merge -> ResponseBuilder.create(RestResponse.Status.CREATED, merge)
                        .location(URI.create("/v1/merges/" + merge.id()))
                        .build());
    }
}
