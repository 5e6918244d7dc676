package dev.shuke.member;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/reveal}. Not idempotent by key: its answer is not kept anywhere. */
@Path("/v1/members/{id}/reveal")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class RevealResource {
    private final RevealService service;

    RevealResource(RevealService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(Permission.MEMBERS_REVEAL)
    @Operation(operationId = "revealMember", summary = "See a member's clear text", description = """
                    What answers show masked, for one member, with the purpose and the reason for the audit log, in \
                    which the call stands before it is answered. Each person may do so a limited number of times a \
                    day. Nothing of the answer is stored.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RevealRequest.class),
                            examples = @ExampleObject(name = "To call back", value = """
                                                    {"fields":["phone"],"purpose":"service","reason":"call back"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Clear text of those fields that the member has",
            content =
                    @Content(
                            schema = @Schema(implementation = RevealView.class),
                            examples = @ExampleObject(name = "A phone", value = """
                                    {"phone":"+8613812345678"}""")))
    @APIResponse(
            responseCode = "403",
            description = "The caller may see no clear text, or `field_forbidden`: not of these fields",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<RevealView> reveal(@RestPath UUID id, @NotNull(message = "must be given") @Valid RevealRequest request) {
        return service.reveal(id, request);
    }
}
