package dev.shuke.keys;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/tenants/{id}/keys} */
@Path("/v1/tenants/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.TENANTS_MANAGE)
@Tag(name = "Tenants")
public class KeysResource {
    private final RotationService service;

    KeysResource(RotationService service) {
        this.service = service;
    }

    @GET
    @Operation(
            operationId = "readTenantKeys",
            summary = "Read the state of a tenant's keys",
            description = "Which version of the deployment's key wraps them, and how far the last rotation is.")
    @APIResponse(
            responseCode = "200",
            description = "Their state",
            content = @Content(schema = @Schema(implementation = KeysView.class)))
    public Uni<KeysView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @POST
    @Path("/rotate")
    @ResponseStatus(202)
    @Operation(operationId = "rotateTenantKeys", summary = "Rotate a tenant's keys", description = """
                    Adds a key, has it seal, seals anew what the old one has sealed, and disables the old one after a \
                    day. Calls go on meanwhile. Sent again while a rotation is under way, it changes nothing.""")
    @APIResponse(
            responseCode = "202",
            description = "A rotation is under way",
            content = @Content(schema = @Schema(implementation = KeysView.class)))
    public Uni<KeysView> rotate(@RestPath UUID id) {
        return service.ask(id);
    }
}
