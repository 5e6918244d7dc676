package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/segments/{id}/members/{memberId}/explain} */
@Path("/v1/segments/{id}/members/{memberId}/explain")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
public class ExplanationResource {
    private final ExplanationService service;

    ExplanationResource(ExplanationService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(
            value = {Permission.SEGMENTS_READ, Permission.MEMBERS_READ},
            inclusive = true)
    @Operation(
            operationId = "readSegmentExplanation",
            summary = "Explain why a member is in a segment, or is not",
            description = """
                    The segment's rule, and of each node whether it holds for the member and what value it saw; and                     whether the segment's purpose admits the member. A segment whose rule asks about what the caller                     may not see is answered as one that is not there.""")
    @APIResponse(
            responseCode = "200",
            description = "Explained",
            content = @Content(schema = @Schema(implementation = Explanation.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Explanation> explain(
            @RestPath UUID id,
            @RestPath UUID memberId,
            @RestQuery
                    @Parameter(
                            description = "As for the segment's members; now when absent, and not for a frozen segment",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String asOf) {
        return service.explain(id, memberId, PointInTime.parameter("asOf", asOf));
    }
}
