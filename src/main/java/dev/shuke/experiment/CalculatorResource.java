package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/experiments/sample-size} and its likes: questions that are asked before an experiment. */
@Path("/v1/experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments", description = "What changes what members do, and what came of it")
public class CalculatorResource {
    private static final String MUST = "must be given";

    private final CalculatorService service;

    CalculatorResource(CalculatorService service) {
        this.service = service;
    }

    @POST
    @Path("/sample-size")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "computeSampleSize",
            summary = "Compute how many units an experiment takes",
            description = """
                    For every variant to be told from the baseline as often as wanted, if the effect is there: by normal \
                    approximation, for the comparisons that the results make. More than one variant share the error \
                    (Bonferroni). What cannot be computed is a 422 that names the field and says why.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SampleSizeRequest.class),
                            examples = @ExampleObject(name = "Conversion, looked at five times", value = """
                                    {"metric":{"type":"proportion","baseline":0.12,"covariateCorrelation":0.4},
                                     "effect":{"relative":0.1},
                                     "test":{"alpha":0.05,"power":0.8,"allocation":[1,1],
                                      "sequential":{"kind":"planned","looks":5,"spending":"obrien_fleming"}}}""")))
    @APIResponse(
            responseCode = "200",
            description = "So many",
            content = @Content(schema = @Schema(implementation = SampleSizeView.class)))
    public Uni<SampleSizeView> sampleSize(@NotNull(message = MUST) @Valid SampleSizeRequest request) {
        return service.units(request);
    }

    @POST
    @Path("/power")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "computePower",
            summary = "Compute how often an effect would be found",
            description =
                    "Among so many units, if it is there; with several variants, of the one with the least power.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PowerRequest.class),
                            examples = @ExampleObject(name = "Revenue of a member, three variants", value = """
                                    {"metric":{"type":"mean","baseline":12850,"standardDeviation":31000},
                                     "effect":{"absolute":600},"units":60000,"test":{"allocation":[2,1,1]}}""")))
    @APIResponse(
            responseCode = "200",
            description = "So often",
            content = @Content(schema = @Schema(implementation = PowerView.class)))
    public Uni<PowerView> power(@NotNull(message = MUST) @Valid PowerRequest request) {
        return service.power(request);
    }

    @POST
    @Path("/detectable-effect")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "computeDetectableEffect",
            summary = "Compute the least effect that would be found",
            description =
                    "The least gain that so many units find as often as wanted; with several variants, of the one where it is greatest.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DetectableEffectRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "Revenue per order, looked at whenever one likes",
                                            value = """
                                    {"metric":{"type":"ratio","baseline":6200,"standardDeviation":21000,
                                     "denominator":{"mean":2.4,"standardDeviation":1.9,"correlation":0.8}},
                                     "units":20000,"test":{"sequential":{"kind":"anytime"}}}""")))
    @APIResponse(
            responseCode = "200",
            description = "So little",
            content = @Content(schema = @Schema(implementation = DetectableEffectView.class)))
    public Uni<DetectableEffectView> detectableEffect(@NotNull(message = MUST) @Valid DetectableEffectRequest request) {
        return service.effect(request);
    }

    @POST
    @Path("/duration")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "estimateDuration",
            summary = "Estimate how long it takes until enough units have come",
            description = """
                    By the members who did something lately, each counted on the first of the days, and who may be used \
                    for the purpose. Of an audience those count who were in it when the first of the days began, as far \
                    as events tell: tags, attributes and metrics are those of now. It needs `segments:read`, and leave to \
                    ask about members. In whole weeks. Counts are rounded to tens, and fewer than ten are none.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DurationRequest.class),
                            examples = @ExampleObject(name = "Half of those of a segment who order", value = """
                                    {"units":20000,"event":"order.paid","purpose":"service","traffic":0.5,
                                     "audience":{"type":"event","event":"store.visited","within":{"days":60},
                                      "op":"none"}}""")))
    @APIResponse(
            responseCode = "200",
            description = "So long, or why it cannot be told",
            content =
                    @Content(
                            schema = @Schema(implementation = DurationView.class),
                            examples = {
                                @ExampleObject(name = "Three weeks", value = """
                                        {"days":21,"from":"2026-10-25","to":"2026-11-21","newMembers":18240}"""),
                                @ExampleObject(name = "Nobody came", value = """
                                        {"from":"2026-10-25","to":"2026-11-21","newMembers":0,"notComputed":{\
                                        "code":"no_traffic","zh":"没有新的单元进入","en":"no new units arrive"}}""")
                            }))
    public Uni<DurationView> duration(@NotNull(message = MUST) @Valid DurationRequest request) {
        return service.duration(request);
    }

    @POST
    @Path("/design-effect")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "estimateDesignEffect",
            summary = "Estimate what it costs to assign whole stores",
            description = """
                    By the stores' own past orders: how much buyers of one store are alike, and how many times the units \
                    it therefore takes. Goes as `designEffect` into the sample size. Stores of fewer than ten buyers are \
                    left out.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DesignEffectRequest.class),
                            examples = @ExampleObject(name = "Repurchase at 20,000 members", value = """
                                    {"metric":"repurchase","weeks":8,"units":20000}""")))
    @APIResponse(
            responseCode = "200",
            description = "So much, or why it cannot be told",
            content =
                    @Content(
                            schema = @Schema(implementation = DesignEffectView.class),
                            examples = {
                                @ExampleObject(name = "Stores that differ a little", value = """
                                        {"stores":24,"meanMembers":412,"sizeVariation":0.41,"correlation":0.012,\
                                        "designEffect":6.76,"storesNeeded":329}"""),
                                @ExampleObject(name = "No stores", value = """
                                        {"stores":0,"notComputed":{"code":"no_units","zh":"有一组还没有任何单元",\
                                        "en":"a variant has no units yet"}}""")
                            }))
    public Uni<DesignEffectView> designEffect(@NotNull(message = MUST) @Valid DesignEffectRequest request) {
        return service.designEffect(request);
    }
}
