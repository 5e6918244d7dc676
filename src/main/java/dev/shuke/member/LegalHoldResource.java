package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/legal-holds} */
@Path("/v1/legal-holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class LegalHoldResource {
    private final LegalHoldService service;

    LegalHoldResource(LegalHoldService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.HOLDS_WRITE)
    @Operation(operationId = "createLegalHold", summary = "Place a legal hold", description = """
                    While it stands the member, or everybody, is not erased: `DELETE /v1/members/{id}` is refused, and a \
                    request for erasure restricts the data instead.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = LegalHoldRequest.class),
                            examples = @ExampleObject(name = "A dispute", value = """
                                                    {"memberId":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","reason":"dispute 2026-17"}""")))
    @APIResponse(
            responseCode = "201",
            description = "It stands",
            content = @Content(schema = @Schema(implementation = LegalHoldView.class)))
    public Uni<LegalHoldView> place(@NotNull(message = "must be given") @Valid LegalHoldRequest request) {
        return service.place(request);
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "listLegalHolds",
            summary = "List legal holds",
            description = "In the order in which they were placed, those that were lifted as well.")
    public Uni<Page<LegalHoldView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @POST
    @Path("/{id}/lift")
    @Idempotent
    @PermissionsAllowed(Permission.HOLDS_WRITE)
    @Operation(operationId = "liftLegalHold", summary = "Lift a legal hold", description = """
                    A request for erasure that it has barred can then be started once more: see those with the outcome \
                    `restricted`.""")
    @APIResponse(
            responseCode = "200",
            description = "Lifted",
            content = @Content(schema = @Schema(implementation = LegalHoldView.class)))
    public Uni<LegalHoldView> lift(@RestPath UUID id) {
        return service.lift(id);
    }
}
