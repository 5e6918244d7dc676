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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/me/privacy-requests} */
@Path("/v1/me/privacy-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers")
public class OwnPrivacyRequestResource {
    private static final String ZIP = "application/zip";

    private final OwnPrivacyRequestService service;

    OwnPrivacyRequestResource(OwnPrivacyRequestService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.ME_WRITE)
    @Operation(
            operationId = "createOwnPrivacyRequest",
            summary = "Ask for one's own data, or its erasure",
            description = """
                    As `POST /v1/privacy-requests`, for the member of the session, who is thereby known.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OwnPrivacyRequestRequest.class),
                            examples = @ExampleObject(name = "To see what is held", value = """
                                                    {"type":"access"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Received",
            content = @Content(schema = @Schema(implementation = OwnPrivacyRequestView.class)))
    public Uni<OwnPrivacyRequestView> create(
            @NotNull(message = "must be given") @Valid OwnPrivacyRequestRequest request) {
        return service.receive(request);
    }

    @GET
    @PermissionsAllowed(Permission.ME_READ)
    @Operation(
            operationId = "listOwnPrivacyRequests",
            summary = "List one's own privacy requests",
            description = "In the order in which they were made, also those that staff have entered.")
    public Uni<Page<OwnPrivacyRequestView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}/file")
    @Produces(ZIP)
    @PermissionsAllowed(Permission.ME_READ)
    @Operation(operationId = "exportOwnPrivacyFile", summary = "Fetch what one has asked for", description = """
                    A zip with everything that is held, as JSON and as CSV, and an `index.html` that says what is where; \
                    of an explanation, why machines decided as they did. 404 until it is written, and after a week.""")
    @APIResponse(
            responseCode = "200",
            description = "The zip",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestMulti<byte[]> file(@RestPath UUID id) {
        return RestMulti.fromUniResponse(
                service.file(id),
                parts -> parts,
                parts -> Map.of(
                        "Cache-Control",
                        List.of("no-store"),
                        "Content-Disposition",
                        List.of("attachment; filename=\"your-data.zip\"")));
    }
}
