package dev.shuke.score;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Rfc3339;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/scores/recompute} */
@Path("/v1/scores/recompute")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class ScoringResource {
    private final MemberScoreService service;

    ScoringResource(MemberScoreService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(operationId = "recomputeScores", summary = "Foretell what all members will do", description = """
                    Scores everybody with at least one order by the models in use: lifetime value, churn, next purchase; \
                    and tells anew when members have used up what they bought, see `GET /v1/replenishments`. Whose data is restricted has none.""")
    @APIResponse(
            responseCode = "202",
            description = "The job does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> recompute(
            @RestQuery
                    @Parameter(
                            description =
                                    "As members stood at the beginning of this day in the tenant's timezone, from 1970 on; now when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-11-30")
                    String asOf) {
        return service.recompute(date(asOf))
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    private static LocalDate date(String text) {
        try {
            LocalDate day = text == null ? null : Rfc3339.date(text);
            if (day != null && day.isBefore(LocalDate.EPOCH)) {
                throw new InvalidValue("must be from 1970 on");
            }
            return day;
        } catch (InvalidValue refused) {
            throw ApiException.invalidParameter("asOf", refused.getMessage());
        }
    }
}
