package dev.shuke.metric;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/metrics} */
@Path("/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class MetricResource {
    private final MetricService service;

    MetricResource(MetricService service) {
        this.service = service;
    }

    @POST
    @Path("/rebuild")
    @Idempotent
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "rebuildMetrics", summary = "Count all members' numbers anew", description = """
                    They are kept up to date with every event; this is for who has changed the timezone, in which times of \
                    day and weekdays are told, or wants to be sure. Members keep their numbers meanwhile.""")
    @APIResponse(
            responseCode = "202",
            description = "The job does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> rebuild() {
        return service.rebuild()
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }
}
