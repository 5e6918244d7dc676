package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/experiments} */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments", description = "Who sees which variant, and what came of it")
public class ExperimentResource {
    private static final String MUST = "must be given";
    private static final String BAD = "The definition is not valid, or the purpose cannot be used";

    private final ExperimentService service;
    private final Preconditions preconditions;

    ExperimentResource(ExperimentService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.EXPERIMENTS_WRITE)
    @Operation(operationId = "createExperiment", summary = "Write an experiment down", description = """
                    As a draft: nobody gets a variant before it is started. The audience is kept as a dynamic segment \
                    `experiment-<id>`, of the experiment's purpose; who asks for it needs to see every field of its rule.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ExperimentRequest.class),
                            examples = @ExampleObject(name = "A coupon for those who did not come", value = """
                                                    {"key":"spring-coupon","name":"Spring coupon",
                                                     "hypothesis":"A coupon of 5 yuan brings back who came less",
                                                     "unit":"member","purpose":"service",
                                                     "audience":{"type":"event","event":"store.visited",
                                                      "within":{"days":60},"op":"none"},
                                                     "traffic":1.0,
                                                     "variants":[{"key":"a","weight":1,"payload":{"coupon":0}},
                                                      {"key":"b","weight":1,"payload":{"coupon":500},
                                                       "cost":{"perUnit":{"amount":500,"currency":"CNY"}}}],
                                                     "metrics":[{"key":"conversion","type":"proportion",
                                                      "event":"order.paid","role":"primary","windowDays":14}],
                                                     "plan":{"kind":"fixed","sampleSize":3841,"effect":0.1}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The tenant has an experiment with this key",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = BAD,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<ExperimentView>> create(@NotNull(message = MUST) @Valid ExperimentRequest request) {
        return service.create(request)
                .map(made -> ResponseBuilder.create(RestResponse.Status.CREATED, made)
                        .location(URI.create("/v1/experiments/" + made.id()))
                        .build());
    }

    @GET
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "listExperiments",
            summary = "List experiments",
            description = "The newest first, page by page; without those that are archived unless they are asked for.")
    public Uni<Page<ExperimentView>> list(
            @BeanParam PageRequest page,
            @RestQuery
                    @Parameter(
                            description = "In this state alone",
                            schema = @Schema(implementation = ExperimentState.class))
                    String state) {
        return service.list(page, state == null ? null : ExperimentState.asked(state));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(operationId = "readExperiment", summary = "Read an experiment", description = "As it is now.")
    public Uni<ExperimentView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed(Permission.EXPERIMENTS_WRITE)
    @Operation(operationId = "replaceExperiment", summary = "Change an experiment's definition", description = """
                    All of it is sent, and kept as a new version with who changed it. Of a draft everything may change but \
                    the key. Once it has started, unit, purpose, audience, layer, the variants' keys, the primary metric, \
                    the plan and how stores are drawn stay as they are; weights, traffic, payloads, costs, testers and \
                    further metrics may change. Until it is stopped the segments that its audience names keep their rules, \
                    too. More traffic lets more in and moves nobody; other weights move only whom \
                    nobody has shown a variant yet.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ExperimentRequest.class),
                            examples = @ExampleObject(name = "For half of them", value = """
                                                    {"key":"spring-coupon","name":"Spring coupon",
                                                     "hypothesis":"A coupon of 5 yuan brings back who came less",
                                                     "unit":"member","purpose":"service",
                                                     "audience":{"type":"event","event":"store.visited",
                                                      "within":{"days":60},"op":"none"},
                                                     "traffic":0.5,
                                                     "variants":[{"key":"a","weight":1,"payload":{"coupon":0}},
                                                      {"key":"b","weight":1,"payload":{"coupon":500},
                                                       "cost":{"perUnit":{"amount":500,"currency":"CNY"}}}],
                                                     "metrics":[{"key":"conversion","type":"proportion",
                                                      "event":"order.paid","role":"primary","windowDays":14}],
                                                     "plan":{"kind":"fixed","sampleSize":3841,"effect":0.1}}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(
            responseCode = "422",
            description = BAD,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<ExperimentView> replace(@RestPath UUID id, @NotNull(message = MUST) @Valid ExperimentRequest request) {
        return preconditions.hold(() -> service.requireForUpdate(id), () -> service.update(id, request));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.EXPERIMENTS_WRITE)
    @Operation(
            operationId = "deleteExperiment",
            summary = "Delete a draft",
            description = "One that has started is archived instead.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@RestPath UUID id) {
        return preconditions.hold(() -> service.requireForUpdate(id), () -> service.delete(id));
    }

    @GET
    @Path("/{id}/versions")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "listExperimentVersions",
            summary = "List the definitions an experiment has had",
            description = "The first one first, each with who made it and when.")
    public Uni<ExperimentView.Versions> versions(@RestPath UUID id) {
        return service.versions(id);
    }

    @GET
    @Path("/{id}/stores")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "listExperimentStores",
            summary = "List which stores have which variant",
            description = """
                    By code; none before the start. Drawn from the experiment's salt and the stores' past sales, so that \
                    anybody can draw again (openapi/assignment-vectors.json). Stores of one block are compared with each \
                    other.""")
    public Uni<ExperimentView.Stores> stores(@RestPath UUID id) {
        return service.stores(id);
    }
}
