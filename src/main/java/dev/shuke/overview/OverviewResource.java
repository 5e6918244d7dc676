package dev.shuke.overview;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /v1/members/{id}}; the rest of {@code /v1/members} is the member's own. */
@Path("/v1/members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class OverviewResource {
    private final OverviewService service;

    OverviewResource(OverviewService service) {
        this.service = service;
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "readMember", summary = "Read a member", description = """
                    Masked, and without what the caller may not see. `include` adds more `metrics`, `provenance` (of the attributes), \
                    `tags`, `segments` (needs `segments:read`), `rfm`, `scores` (what is foretold) and `events` (needs `events:read`), each absent for a caller who \
                    may not see it. `If-Match` of a change takes the ETag of the answer without it.""")
    @APIResponse(
            responseCode = "200",
            description = "The member",
            content = @Content(schema = @Schema(implementation = MemberOverview.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<RestResponse<Object>> read(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(
                            description =
                                    "Names with commas between them, of: identities, profile, attributes (which are there anyway), metrics, provenance, tags, segments, rfm, scores, events",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            examples = "metrics,provenance,tags,segments,rfm,scores,events"))
                    List<String> include,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MEANS)
                    String purpose) {
        Set<Part> parts = Part.of(include == null ? List.of() : include);
        return parts.isEmpty()
                ? service.require(id, purpose).map(RestResponse::ok)
                : service.require(id, purpose, parts).map(RestResponse::ok);
    }
}
