package dev.shuke.tag;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Preconditions;
import dev.shuke.tag.MemberTagService.Given;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

/** {@code /v1/members/{id}/tags} */
@Path("/v1/members/{id}/tags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class MemberTagResource {
    private final MemberTagService service;
    private final Preconditions preconditions;

    MemberTagResource(MemberTagService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(
            operationId = "listMemberTags",
            summary = "List a member's tags",
            description = "Those that have not expired and that the caller may see, by key.")
    public Uni<MemberTagView.Held> list(@RestPath UUID id) {
        return service.list(id).map(MemberTagView.Held::new);
    }

    @PUT
    @Path("/{key}")
    @PermissionsAllowed(Permission.TAGS_WRITE)
    @Operation(operationId = "setMemberTag", summary = "Give a member a tag", description = """
                    Or another value, source or expiry of it. What is given by hand is better than what was imported, \
                    that than what a rule says, and that than what a model thinks: nothing gives way to something worse, \
                    and of equally good ones the newer counts. Another tag of an exclusive group gives way likewise, and \
                    so does the word of somebody who has taken the tag away.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AssignmentRequest.class),
                            examples = @ExampleObject(name = "A model is rather sure", value = """
                                                    {"value":"dog","source":"model","confidence":0.8,
                                                     "expiresAt":"2099-05-01T00:00:00Z"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Given",
            content = @Content(schema = @Schema(implementation = MemberTagView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Given anew, the member had it",
            content = @Content(schema = @Schema(implementation = MemberTagView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`better_source`: somebody who knows better has said something else",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<MemberTagView>> give(
            @RestPath UUID id,
            @RestPath String key,
            @NotNull(message = "must be given") @Valid AssignmentRequest request) {
        return preconditions.hold(
                () -> service.findForUpdate(id, key),
                () -> service.give(id, key, request).map(MemberTagResource::answer));
    }

    @DELETE
    @Path("/{key}")
    @PermissionsAllowed(Permission.TAGS_WRITE)
    @Operation(operationId = "removeMemberTag", summary = "Take a tag from a member", description = """
                    By hand: no rule, model or import gives it back, nor another of an exclusive group, until somebody \
                    does by hand. The history keeps it. Without effect for a member who has it not.""")
    @APIResponse(responseCode = "204", description = "The member has it not")
    public Uni<Void> take(@RestPath UUID id, @RestPath String key) {
        return preconditions.hold(() -> service.findForUpdate(id, key), () -> service.take(id, key));
    }

    private static RestResponse<MemberTagView> answer(Given given) {
        return RestResponse.status(given.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, given.tag());
    }
}
