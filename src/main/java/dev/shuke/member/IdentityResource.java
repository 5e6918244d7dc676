package dev.shuke.member;

import dev.shuke.member.IdentityService.Given;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** {@code /v1/members/{id}/identities} */
@Path("/v1/members/{id}/identities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class IdentityResource {
    private final IdentityService service;

    IdentityResource(IdentityService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(
            operationId = "listIdentities",
            summary = "List a member's identities",
            description = "In the order in which they were bound, page by page, masked, for callers who see contacts.")
    public Uni<Page<BoundIdentityView>> list(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.list(id, page);
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "bindIdentity", summary = "Give a member an identity", description = """
                    Nobody else may have it. What the member has already is answered with 200, and is verified from \
                    now on if `verified` is true; nothing makes a verified identity a claimed one again.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = BindingRequest.class),
                            examples = @ExampleObject(name = "The shopper's openid in one mini-program", value = """
                                                    {"kind":"wechat_openid","value":"oGZUI0egBJY1zhBYw2KhdUfwVJJE",
                                                     "issuer":"wx8888888888888888","verified":true}""")))
    @APIResponse(
            responseCode = "201",
            description = "Bound",
            content = @Content(schema = @Schema(implementation = BoundIdentityView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The member had it already",
            content = @Content(schema = @Schema(implementation = BoundIdentityView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`identity_taken`: another member has it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<BoundIdentityView>> bind(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid BindingRequest request) {
        return service.bind(id, request).map(IdentityResource::answer);
    }

    @DELETE
    @Path("/{identityId}")
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "removeIdentity", summary = "Take an identity from a member", description = """
                    What the member did under it stays the member's. From now on it is nobody's: the next event or \
                    member sent with it makes somebody new.""")
    @APIResponse(responseCode = "204", description = "Taken")
    @APIResponse(
            responseCode = "409",
            description = "`last_identity`: nobody could find the member any more",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> unbind(@RestPath UUID id, @RestPath UUID identityId) {
        return service.unbind(id, identityId);
    }

    private static RestResponse<BoundIdentityView> answer(Given given) {
        return RestResponse.status(
                given.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, given.identity());
    }
}
