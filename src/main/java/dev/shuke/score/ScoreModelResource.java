package dev.shuke.score;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/scores/{kind}} */
@Path("/v1/scores/{kind}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class ScoreModelResource {
    private static final String KINDS = "`clv`, `churn` or `next-purchase`";

    private final ScoreModelService service;

    ScoreModelResource(ScoreModelService service) {
        this.service = service;
    }

    @POST
    @Path("/trainings")
    @Idempotent
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(operationId = "trainScoreModel", summary = "Learn a model of members", description = """
                    Learns from what members did before the cut-off, of up to 30,000 of them, and tries the model on what \
                    they did within the horizon after it, beside a baseline. A model that does worse is kept with its \
                    back-test and refused for use; any other takes the place of the one in use.

                    `clv`: what a member will spend in twelve months (BG/NBD and gamma-gamma, in whole days). `churn`: \
                    whether a member orders nothing within the horizon (logistic regression; it also looks at events \
                    `complaint.opened`, `coupon.granted` less `coupon.redeemed`, and `competitor.contacted`). \
                    `next-purchase`: when a member who buys again will do so.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TrainingRequest.class),
                            examples = @ExampleObject(name = "Tried on the 60 days from a day on", value = """
                                                    {"cutOff":"2026-09-20","horizonDays":60}""")))
    @APIResponse(
            responseCode = "202",
            description = "The job does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "422",
            description = "A horizon that is not over yet",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<JobView>> train(
            @RestPath @Parameter(description = KINDS, example = "churn") String kind,
            @NotNull(message = "must be given") @Valid TrainingRequest request) {
        return service.train(ScoreKind.inPath(kind), request)
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    @GET
    @Path("/models")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(operationId = "listScoreModels", summary = "List models of members", description = """
                    Every version that was learned, the newest first, page by page: those refused too. For callers who \
                    see what members did and paid, or may count by it: those get rounded counts.""")
    public Uni<Page<ScoreModelView>> list(
            @RestPath @Parameter(description = KINDS, example = "churn") String kind, @BeanParam PageRequest page) {
        return service.list(ScoreKind.inPath(kind), page);
    }

    @GET
    @Path("/models/{version}")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(operationId = "readScoreModel", summary = "Read a model of members", description = """
                    What it learned, of how many, up to when, and how it did when it was tried, beside the baseline: with \
                    the features of churn and their weights, and its calibration.""")
    @APIResponse(
            responseCode = "200",
            description = "The version",
            content = @Content(schema = @Schema(implementation = ScoreModelView.class)))
    public Uni<ScoreModelView> read(
            @RestPath @Parameter(description = KINDS, example = "churn") String kind,
            @RestPath @Parameter(description = "From 1 on", example = "1") int version) {
        return service.require(ScoreKind.inPath(kind), version);
    }
}
