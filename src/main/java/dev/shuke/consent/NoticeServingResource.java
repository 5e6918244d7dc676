package dev.shuke.consent;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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

/** {@code /v1/members/{id}/notices} */
@Path("/v1/members/{id}/notices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class NoticeServingResource {
    private final NoticeServingService service;

    NoticeServingResource(NoticeServingService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "serveNotices", summary = "Note that a member is shown notices", description = """
                    To be called before they are shown: who has refused or withdrawn is not asked again for the days that \
                    the purpose names. The log of it is only added to.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ServedRequest.class),
                            examples = @ExampleObject(name = "At the till", value = """
                                                    {"versions":["0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f"],
                                                     "locale":"zh-CN","collectionPoint":"till-3"}""")))
    @APIResponse(responseCode = "204", description = "Noted")
    @APIResponse(
            responseCode = "409",
            description = "`asked_too_soon`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> serve(@RestPath UUID id, @NotNull(message = "must be given") @Valid ServedRequest shown) {
        return service.serve(id, shown);
    }
}
