package dev.shuke.incident;

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

/** {@code /v1/incidents} */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class IncidentResource {
    private final IncidentService service;

    IncidentResource(IncidentService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(operationId = "createIncident", summary = "Record an incident with personal data", description = """
                    What PIPL article 57 and GDPR article 33 ask to be recorded of a personal data breach. What is stated \
                    stays as it is; what is done about it is added in steps. Words about things, never about one member.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = IncidentRequest.class),
                            examples = @ExampleObject(name = "A stolen till", value = """
                                                    {"kind":"leak","groups":["contact"],"description":"A till was stolen with its disk",
                                                     "consequences":"Unwanted calls","discoveredAt":"2026-03-04T05:06:07Z"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = IncidentView.class)))
    public Uni<IncidentView> create(@NotNull(message = "must be given") @Valid IncidentRequest request) {
        return service.create(request);
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "listIncidents",
            summary = "List incidents with personal data",
            description = "The newest first; the steps are with each incident itself.")
    public Uni<Page<IncidentView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readIncident",
            summary = "Read an incident",
            description = "With what was done about it, by whom and when.")
    @APIResponse(
            responseCode = "200",
            description = "The incident",
            content = @Content(schema = @Schema(implementation = IncidentView.class)))
    public Uni<IncidentView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @POST
    @Path("/{id}/steps")
    @Idempotent
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(
            operationId = "recordIncidentStep",
            summary = "Record what was done about an incident",
            description = """
                    That it is contained, that the authority was told, that the members were told, that it is closed: not \
                    before it is contained or somebody was told, and nothing follows.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StepRequest.class),
                            examples = @ExampleObject(name = "Contained", value = """
                                                    {"step":"contained","note":"Its keys were revoked, the disk was encrypted"}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = IncidentView.class)))
    public Uni<IncidentView> step(@RestPath UUID id, @NotNull(message = "must be given") @Valid StepRequest request) {
        return service.record(id, request);
    }
}
