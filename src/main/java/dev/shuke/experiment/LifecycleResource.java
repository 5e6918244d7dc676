package dev.shuke.experiment;

import dev.shuke.experiment.LifecycleService.Step;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
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

/** {@code /v1/experiments/{id}/start} and what comes after it. */
@Path("/v1/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.EXPERIMENTS_WRITE)
@Tag(name = "Experiments")
@APIResponse(
        responseCode = "200",
        description = "As it is now",
        content = @Content(schema = @Schema(implementation = ExperimentView.class)))
@APIResponse(
        responseCode = "409",
        description = "`experiment_state`",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class LifecycleResource {
    private final LifecycleService service;

    LifecycleResource(LifecycleService service) {
        this.service = service;
    }

    @POST
    @Path("/start")
    @Idempotent
    @Operation(operationId = "startExperiment", summary = "Start an experiment", description = """
                    From now on its units get variants. It needs a primary metric. Its audience keeps its rule, and the \
                    segments that this names keep theirs. In a layer it takes the lowest free buckets, as many as its \
                    traffic; with stores as units the stores are drawn now.""")
    public Uni<ExperimentView> start(@RestPath UUID id) {
        return service.take(Step.START, id);
    }

    @POST
    @Path("/pause")
    @Idempotent
    @Operation(
            operationId = "pauseExperiment",
            summary = "Pause an experiment",
            description = "Nobody gets a variant until it is resumed. Exposures are still counted.")
    public Uni<ExperimentView> pause(@RestPath UUID id) {
        return service.take(Step.PAUSE, id);
    }

    @POST
    @Path("/resume")
    @Idempotent
    @Operation(
            operationId = "resumeExperiment",
            summary = "Resume an experiment",
            description = "Whoever had a variant before has it again.")
    public Uni<ExperimentView> resume(@RestPath UUID id) {
        return service.take(Step.RESUME, id);
    }

    @POST
    @Path("/stop")
    @Idempotent
    @Operation(operationId = "stopExperiment", summary = "Stop an experiment", description = """
                    For good. Its place in its layer is free for others, and what comes in late of the time before is \
                    still counted.""")
    public Uni<ExperimentView> stop(@RestPath UUID id) {
        return service.take(Step.STOP, id);
    }

    @POST
    @Path("/archive")
    @Idempotent
    @Operation(
            operationId = "archiveExperiment",
            summary = "Put an experiment away",
            description =
                    "A draft or one that was stopped: it leaves the list, and its results stay. The segment that kept its"
                            + " audience goes, unless a rule names it or a tag follows it (409 `conflict`).")
    public Uni<ExperimentView> archive(@RestPath UUID id) {
        return service.take(Step.ARCHIVE, id);
    }
}
