package dev.shuke.platform.jobs;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** {@code /v1/jobs} */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs", description = "Long work: how far it is, and what has become of it")
public class JobResource {
    private final JobService service;

    JobResource(JobService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.JOBS_READ)
    @Operation(operationId = "listJobs", summary = "List jobs", description = "From the newest on, page by page.")
    public Uni<Page<JobView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.JOBS_READ)
    @Operation(
            operationId = "readJob",
            summary = "Read a job",
            description = "Ask every few seconds until its `state` is `succeeded`, `cancelled` or `failed`.")
    public Uni<JobView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @POST
    @Path("/{id}/cancel")
    @Idempotent
    @PermissionsAllowed(Permission.JOBS_WRITE)
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description = "It ends within seconds; what is done until then stays. One that has ended stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The job as it is now",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<JobView> cancel(@RestPath UUID id) {
        return service.cancel(id);
    }
}
