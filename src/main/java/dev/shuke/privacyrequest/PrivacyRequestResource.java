package dev.shuke.privacyrequest;

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

/** {@code /v1/privacy-requests}: received, listed, read. */
@Path("/v1/privacy-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy", description = "What members ask for about their own data, and what is done about it")
public class PrivacyRequestResource {
    private final PrivacyRequestService service;

    PrivacyRequestResource(PrivacyRequestService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(operationId = "createPrivacyRequest", summary = "Enter a privacy request", description = """
                    What a member has asked for: to see what is held of him (`access`, `portability`), `correction`, \
                    `erasure`, `restriction`, `objection` to being chosen or foretold by machines, `explanation` of such a \
                    decision. It is due after the days of the setting `privacyDueDays`, and nothing is done before it is \
                    verified who asks. A member has one open request of a type.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PrivacyRequestRequest.class),
                            examples = @ExampleObject(name = "To see what is held", value = """
                                                    {"memberId":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","type":"access"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Received",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> create(@NotNull(message = "must be given") @Valid PrivacyRequestRequest request) {
        return service.receive(request);
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(operationId = "listPrivacyRequests", summary = "List privacy requests", description = """
                    In the order of their arrival; with `overdue=true` those that are open and should have been answered.""")
    public Uni<Page<PrivacyRequestView>> list(@BeanParam PrivacyRequestFilter filter, @BeanParam PageRequest page) {
        return service.list(filter, page);
    }

    @GET
    @Path("/report")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readPrivacyReport",
            summary = "Read how privacy requests stand",
            description = "By type: open, overdue, completed in time and late, refused.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content = @Content(schema = @Schema(implementation = PrivacyReportView.class)))
    public Uni<PrivacyReportView> report() {
        return service.report();
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readPrivacyRequest",
            summary = "Read a privacy request",
            description = "With who did what about it, and what stores are still to confirm.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> read(@RestPath UUID id) {
        return service.require(id);
    }
}
