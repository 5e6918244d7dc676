package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.Problem;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/experiments/assign} */
@Path("/v1/experiments/assign")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments")
public class AssignmentResource {
    private final AssignmentService service;

    AssignmentResource(AssignmentService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(Permission.EXPERIMENTS_ASSIGN)
    @Operation(operationId = "assignExperiments", summary = "Ask for the variants of a unit", description = """
                    Of one unit, or of up to 100 of a kind. The same unit gets the same variant whoever asks and whenever: \
                    by the documented hash (openapi/assignment-vectors.json), until it was shown one (an event `exposure` \
                    with the props `experiment` and `variant`), which it then keeps while the experiment runs. Writes \
                    nothing. Who is not in the experiment gets no `variant` but the `reason` and, as `default`, what to \
                    show. Audience and consent are those of the moment of the call: ask again before each use. A device \
                    stands for the member whose it is, who may be anonymous; one that is nobody's is unknown.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AssignmentRequest.class),
                            examples = @ExampleObject(name = "When the member opens the app", value = """
                                                    {"unit":{"kind":"member","id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f"},
                                                     "experiments":["spring-coupon"],"purpose":"service"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Assigned, or told why not",
            content = @Content(schema = @Schema(implementation = AssignmentView.All.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such unit",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<AssignmentView.All> assign(@NotNull(message = "must be given") @Valid AssignmentRequest request) {
        return service.assign(request);
    }
}
