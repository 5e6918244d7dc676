package dev.shuke.processing;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/processing-register} */
@Path("/v1/processing-register")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ProcessingRegisterResource {
    private final ProcessingRegisterService service;

    ProcessingRegisterResource(ProcessingRegisterService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readProcessingRegister",
            summary = "Read the register of processing activities",
            description = """
                    What is kept of members and how sensitive it is, for how long, who of the staff and which apps see what \
                    of it and may use it for what, and what was disclosed: as it is configured at this moment. Event types without \
                    a description or a rule are told to callers who see what members do.""")
    @APIResponse(
            responseCode = "200",
            description = "The register",
            content = @Content(schema = @Schema(implementation = ProcessingRegisterView.class)))
    public Uni<ProcessingRegisterView> read() {
        return service.current();
    }
}
