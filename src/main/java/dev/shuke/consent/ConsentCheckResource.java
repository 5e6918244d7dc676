package dev.shuke.consent;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
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

/** {@code /v1/consents/check}. It only reads. */
@Path("/v1/consents/check")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class ConsentCheckResource {
    private final ConsentCheckService service;

    ConsentCheckResource(ConsentCheckService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(Permission.SEGMENTS_READ)
    @Operation(operationId = "checkConsents", summary = "Check who may be used for a purpose", description = """
                    Up to 1,000 members, each with the reason, by the very condition that segments, exports and insights \
                    have. It holds at the moment of the answer: ask again before each use.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ConsentCheckRequest.class),
                            examples = @ExampleObject(name = "Before a text message", value = """
                                                    {"purpose":"marketing.channel.sms",
                                                     "members":["0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f"]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Checked",
            content = @Content(schema = @Schema(implementation = ConsentCheckView.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<ConsentCheckView> check(@NotNull(message = "must be given") @Valid ConsentCheckRequest request) {
        return service.check(request);
    }
}
