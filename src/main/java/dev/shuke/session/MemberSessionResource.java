package dev.shuke.session;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** {@code /v1/member-sessions}. Not idempotent: each session is another, and its token is kept nowhere. */
@Path("/v1/member-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers", description = "What a shopper's own front end may do, for that one shopper")
public class MemberSessionResource {
    private final MemberSessionService service;

    MemberSessionResource(MemberSessionService service) {
        this.service = service;
    }

    @POST
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.SESSIONS_CREATE)
    @Operation(operationId = "createMemberSession", summary = "Begin a session for a member", description = """
                    Exchanges an identity that the app has made sure of for a token of one member, to be handed to the \
                    shopper's front end. It lives for half an hour and works at `/v1/me` and below only. One for a \
                    device sends events and is shown nothing, since devices are handed on. It ends early when the member \
                    is erased or merged, the app's tokens are taken back or the tenant is suspended. Anybody can verify \
                    such tokens by the keys at `/.well-known/jwks.json`.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = MemberSessionRequest.class),
                            examples = @ExampleObject(name = "After a login", value = """
                                                    {"identity":{"kind":"phone","value":"+8613812345678"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = MemberSessionView.class)))
    public Uni<MemberSessionView> create(@NotNull(message = "must be given") @Valid MemberSessionRequest request) {
        return service.create(request);
    }
}
