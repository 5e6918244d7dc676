package dev.shuke.score;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/scores} */
@Path("/v1/members/{id}/scores")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class MemberScoreResource {
    private final MemberScoreService service;

    MemberScoreResource(MemberScoreService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "readMemberScores", summary = "Read what a member is foretold to do", description = """
                    What the member will spend in twelve months, for callers who see amounts; how probable it is that he \
                    stays away, with the reasons, and when he will buy next, for callers who see what members did. What \
                    there is none of is in `missing`, with the reason.""")
    @APIResponse(
            responseCode = "200",
            description = "The scores",
            content = @Content(schema = @Schema(implementation = MemberScoresView.class)))
    public Uni<MemberScoresView> read(@RestPath UUID id) {
        return service.require(id);
    }
}
