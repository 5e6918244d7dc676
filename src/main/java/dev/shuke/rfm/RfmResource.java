package dev.shuke.rfm;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.web.Rfc3339;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/rfm} */
@Path("/v1/rfm")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Scores", description = "How recently, how often and for how much members buy")
public class RfmResource {
    private final RfmService service;
    private final Preconditions preconditions;

    RfmResource(RfmService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readRfm",
            summary = "Read how members are scored",
            description =
                    "The method, its cut points and the tiers; those of the platform until somebody changes them.")
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = RfmSettings.class)))
    public Uni<RfmSettings> read() {
        return service.current();
    }

    @PUT
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "replaceRfm", summary = "Change how members are scored", description = """
                    Replaces all settings; what is absent is as the platform has it. They count when the members are scored \
                    next, see `POST /v1/rfm/recompute`. \
                    Of equal numbers: with `ntile` the lower member id has the lower score, and where five does not divide \
                    how many there are the lower scores have one more each; with `thresholds` all score the same, and a \
                    number that equals a cut point belongs below it. Of tiers and stages the first counts that fits.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RfmSettings.class),
                            examples = @ExampleObject(name = "A tea shop with two tiers", value = """
                                                    {"method":"thresholds","cuts":{"recencyDays":[7,14,30,60],
                                                     "frequency":[1,2,4,8],"monetary":[3000,8000,20000,50000]},
                                                     "refreshDays":7,
                                                     "tiers":[{"key":"regular","name":{"zh":"熟客","en":"Regular"},
                                                     "orders":{"days":7,"min":3}},
                                                     {"key":"now_and_then","name":{"zh":"常客","en":"Now and then"},
                                                     "orders":{"days":30,"min":1,"max":2}},
                                                     {"key":"away","name":{"zh":"久未到店","en":"Away"},
                                                     "orders":{"days":60,"max":0}}]}""")))
    @APIResponse(
            responseCode = "200",
            description = "The settings as they are now",
            content = @Content(schema = @Schema(implementation = RfmSettings.class)))
    @APIResponse(
            responseCode = "422",
            description = "Cut points that do not rise, a key twice, scores that nobody can have",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RfmSettings> replace(@NotNull(message = "must be given") @Valid RfmSettings settings) {
        settings.require();
        return preconditions.hold(service::currentForUpdate, () -> service.replace(settings));
    }

    @POST
    @Path("/recompute")
    @Idempotent
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(operationId = "recomputeRfm", summary = "Score all members", description = """
                    Gives everybody with at least one order a score from 1 to 5 for recency (whole days from the last \
                    order to the snapshot date, in the tenant's timezone), for frequency (orders) and for the sum of \
                    the orders before refunds, as they are when the job runs; and its tier. Gives everybody the stage of \
                    the lifecycle. Whose data is restricted has none. Notes every change of a tier or a stage.""")
    @APIResponse(
            responseCode = "202",
            description = "The job does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> recompute(
            @RestQuery
                    @Parameter(
                            description = "To which days are counted; today in the tenant's timezone when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-11-30")
                    String snapshotDate) {
        return service.recompute(Rfc3339.dateParameter("snapshotDate", snapshotDate))
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    @GET
    @Path("/distribution")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(operationId = "readRfmDistribution", summary = "Count members by their scores", description = """
                    By tier and by each combination of scores, as of when they were scored last. For callers who see \
                    what members did and paid, or may count by it: those get rounded counts.""")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content =
                    @Content(
                            schema = @Schema(implementation = RfmDistribution.class),
                            examples = {
                                @ExampleObject(name = "Of the tenant's own two tiers", value = """
                                                    {"snapshotDate":"2026-11-21","computedAt":"2026-11-21T08:30:00.123456Z",
                                                     "rounded":false,"members":4338,
                                                     "tiers":[{"key":"regular","name":{"zh":"熟客","en":"Regular"},"count":1240},
                                                     {"key":"away","name":{"zh":"久未到店","en":"Away"},"count":868}],
                                                     "stages":[{"key":"returning","name":{"zh":"复购","en":"Returns"},
                                                     "ownerRole":"marketing","count":1600}],
                                                     "cells":[{"r":5,"f":5,"m":5,"count":346},
                                                     {"r":1,"f":1,"m":2,"count":120}]}"""),
                                @ExampleObject(name = "Nobody was scored yet", value = """
                                                    {"rounded":false,"members":0,
                                                     "tiers":[{"key":"regular","name":{"zh":"熟客","en":"Regular"},"count":0}],
                                                     "stages":[{"key":"returning","name":{"zh":"复购","en":"Returns"},
                                                     "ownerRole":"marketing","count":0}],"cells":[]}""")
                            }))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<RfmDistribution> distribution(
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.distribution(StatedPurposeService.ofMany(purpose));
    }

    @GET
    @Path("/concentration")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(
            operationId = "readRfmConcentration",
            summary = "Read how much comes from how few",
            description =
                    "The share of the revenue, before refunds, that the 1, 5, 10, 20 and 50 percent of buyers with the highest sums have paid until now.")
    @APIResponse(
            responseCode = "200",
            description = "The shares",
            content = @Content(schema = @Schema(implementation = RfmConcentration.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<RfmConcentration> concentration(
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.concentration(StatedPurposeService.ofMany(purpose));
    }

    @GET
    @Path("/transitions")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(
            operationId = "readRfmTransitions",
            summary = "Count members by where they came from",
            description =
                    "From which tier, or stage of the lifecycle, at the end of one day to which at the end of another, in the tenant's timezone. Tiers and stages change when members are scored.")
    @APIResponse(
            responseCode = "200",
            description = "The matrix",
            content =
                    @Content(
                            schema = @Schema(implementation = TransitionMatrix.class),
                            examples = {
                                @ExampleObject(name = "Between two months' ends", value = """
                                                    {"kind":"tier","from":"2026-10-31","to":"2026-11-30","rounded":false,
                                                     "moves":[{"before":"potential","after":"potential","count":900},
                                                     {"before":"potential","after":"loyal","count":120},
                                                     {"after":"potential_new","count":64}]}"""),
                                @ExampleObject(name = "Nobody was scored yet", value = """
                                                    {"kind":"tier","from":"2026-10-31","to":"2026-11-30","rounded":false,
                                                     "moves":[]}""")
                            }))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<TransitionMatrix> transitions(
            @RestQuery
                    @Parameter(
                            description = "Of what",
                            schema =
                                    @Schema(
                                            enumeration = {"tier", "stage"},
                                            defaultValue = "tier"))
                    String kind,
            @RestQuery
                    @Parameter(
                            description = "The first day; thirty days before the last when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-10-31")
                    String from,
            @RestQuery
                    @Parameter(
                            description = "The last day; today when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-11-30")
                    String to,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.transitions(
                StatedPurposeService.ofMany(purpose),
                kind == null ? TransitionMatrix.Kind.TIER : TransitionMatrix.Kind.parameter(kind),
                Rfc3339.dateParameter("from", from),
                Rfc3339.dateParameter("to", to));
    }
}
