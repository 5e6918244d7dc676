package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/me/assignments} */
@Path("/v1/me/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers")
public class MyAssignmentResource {
    private final AssignmentService service;

    MyAssignmentResource(AssignmentService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.ME_EVENTS)
    @Operation(operationId = "listOwnAssignments", summary = "List what one is to be shown", description = """
                    Of every experiment that runs what the member of the session gets, as `assignExperiments` tells it. In \
                    a session by a device alone only of those whose units are devices: what a member gets may tell of him.""")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<AssignmentView.All> list() {
        return service.assignOwn();
    }
}
