package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Preconditions;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/holidays} */
@Path("/v1/holidays")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
public class HolidayResource {
    private final HolidayService service;
    private final Preconditions preconditions;

    HolidayResource(HolidayService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "listHolidays",
            summary = "List the merchant's own holidays",
            description = "All of them, by key. The holidays of China, which rules may name too, are not among them.")
    public Uni<HolidayView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readHoliday",
            summary = "Read a holiday",
            description = "One of the merchant's own, by its key.")
    public Uni<HolidayView> read(@RestPath String key) {
        return service.require(key);
    }

    @PUT
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "setHoliday", summary = "Put days into the merchant's calendar", description = """
                    Under a key by which rules name them where they name holidays; that of a holiday of China is taken. \
                    They come each year, by the common or the Chinese calendar, or on dates alone; a rule that gives \
                    neither `fromDay` nor `toDay` means all their days. Of dates, a window that \
                    looks further back than the first finds nothing. Segments with rules that name them follow a change \
                    shortly after the answer.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = HolidayRequest.class),
                            examples = @ExampleObject(name = "The week in which the shop was opened", value = """
                                                    {"name":{"zh":"店庆周","en":"Anniversary week"},
                                                     "yearly":{"month":9,"day":12},"days":7}""")))
    @APIResponse(
            responseCode = "200",
            description = "They are in it",
            content = @Content(schema = @Schema(implementation = HolidayView.class)))
    public Uni<HolidayView> put(
            @RestPath String key, @NotNull(message = "must be given") @Valid HolidayRequest request) {
        return preconditions.hold(() -> service.findForUpdate(key), () -> service.put(key, request));
    }

    @DELETE
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "deleteHoliday",
            summary = "Delete a holiday",
            description = "One of the merchant's own that no rule names.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(
            responseCode = "409",
            description = "The rule of a segment, or of an inference, names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> delete(@RestPath String key) {
        return preconditions.hold(() -> service.findForUpdate(key), () -> service.delete(key));
    }
}
