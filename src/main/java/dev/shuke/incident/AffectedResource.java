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
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/incidents/{id}/members}: whom an incident concerns. */
@Path("/v1/incidents/{id}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class AffectedResource {
    private final AffectedService service;

    AffectedResource(AffectedService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(
            operationId = "addAffectedMembers",
            summary = "Name the members whom an incident concerns",
            description = """
                    By their ids, by a segment, or by the time in which the audit log tells of their records; more of them \
                    are added to those named before. Who is erased is not added; who was merged is named as whom he is now.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AffectedRequest.class),
                            examples = @ExampleObject(name = "Whatever was opened that day", value = """
                                                    {"accessed":{"from":"2026-03-04T00:00:00Z","until":"2026-03-05T00:00:00Z"}}""")))
    @APIResponse(
            responseCode = "200",
            description = "Added",
            content = @Content(schema = @Schema(implementation = AffectedView.class)))
    public Uni<AffectedView> add(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid AffectedRequest request) {
        return service.add(id, request);
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "listAffectedMembers",
            summary = "List the members whom an incident concerns",
            description = "By id, so that each can be told.")
    public Uni<Page<AffectedMember>> list(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.list(id, page);
    }
}
