package dev.shuke.segment;

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

/** {@code /v1/segments/overlap} */
@Path("/v1/segments/overlap")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
public class OverlapResource {
    private final OverlapService service;

    OverlapResource(OverlapService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(
            value = {Permission.SEGMENTS_READ, Permission.MEMBERS_READ},
            inclusive = true)
    @Operation(operationId = "overlapSegments", summary = "Count what segments have in common", description = """
                    Of up to twenty segments that the caller may read, two by two: how many members are in both and may \
                    be used for their purpose at the moment of the call.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OverlapRequest.class),
                            examples = @ExampleObject(name = "Two", value = """
                                                    {"segments":["0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f",
                                                     "0199f3a0-9e31-7d33-8e4f-2b3c4d5e6f70"]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Counted",
            content = @Content(schema = @Schema(implementation = OverlapView.class)))
    @APIResponse(
            responseCode = "404",
            description = "One of them is not there",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<OverlapView> overlap(@NotNull(message = "must be given") @Valid OverlapRequest request) {
        return service.overlap(request);
    }
}
