package dev.shuke.purpose;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import dev.shuke.purpose.PurposeService.Written;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
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

/** {@code /v1/purposes} */
@Path("/v1/purposes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent", description = "What members' data is used for, what they are told of it, and what they allow")
public class PurposeResource {
    private final PurposeService service;
    private final Preconditions preconditions;

    PurposeResource(PurposeService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "listPurposes",
            summary = "List purposes",
            description = "All that the merchant has, retired ones too, by key. Each begins with ten.")
    public Uni<PurposeView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "readPurpose", summary = "Read a purpose", description = "By its key.")
    public Uni<PurposeView> read(@RestPath String key) {
        return service.require(key);
    }

    @PUT
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "upsertPurpose", summary = "Create a purpose or write it over", description = """
                    At most 63. Key and basis are fixed. A retired one is used for nobody from the next read on, and \
                    nobody is counted for it by `previewSegment` within ten seconds; `"retired": false` brings it back, \
                    with what members have said. How long a consent holds counts for those given from now on.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PurposeRequest.class),
                            examples = @ExampleObject(name = "For a year, asked for by itself", value = """
                                                    {"name":{"zh":"向物流伙伴提供","en":"Sharing with couriers"},
                                                     "basis":"consent","separate":true,"validDays":365,
                                                     "askAgainDays":90}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = PurposeView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Written over",
            content = @Content(schema = @Schema(implementation = PurposeView.class)))
    public Uni<RestResponse<PurposeView>> upsert(
            @RestPath String key, @NotNull(message = "must be given") @Valid PurposeRequest request) {
        return preconditions
                .hold(
                        () -> service.findForUpdate(key),
                        () -> service.upsert(key, request).map(PurposeResource::answer))
                .invoke(service::forget);
    }

    private static RestResponse<PurposeView> answer(Written written) {
        PurposeView purpose = written.purpose();
        return written.created()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, purpose)
                        .location(URI.create("/v1/purposes/" + purpose.key().key()))
                        .build()
                : RestResponse.ok(purpose);
    }
}
