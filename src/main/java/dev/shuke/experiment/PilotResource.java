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

/** {@code POST /v1/experiments/pilot-reports} and {@code …/cohort-reports}: what nobody drew, compared all the same. */
@Path("/v1/experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments")
public class PilotResource {
    private static final String MUST = "must be given";

    private final PilotService pilots;
    private final CohortService cohorts;

    PilotResource(PilotService pilots, CohortService cohorts) {
        this.pilots = pilots;
        this.cohorts = cohorts;
    }

    @POST
    @Path("/pilot-reports")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "comparePilot",
            summary = "Compare the stores of a pilot with others, before and after",
            description = """
                    What changed in the treated stores beyond what changed in the others (difference in differences), with \
                    each store as one unit: intervals and p-values are robust to whatever days and members of one store \
                    have in common; a single treated store is told from the others by how much these differ. With fewer \
                    than ten stores in a group the verdict goes by a randomisation test of the stores' changes, exact \
                    where the draws are few enough to be counted. Corrected for the number of metrics (Holm). Stores of \
                    fewer than ten buyers before are left out, and no figure is about fewer than ten members.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PilotRequest.class),
                            examples = @ExampleObject(name = "Four stores against all others", value = """
                                    {"treated":["S-01","S-02","S-03","S-04"],"startedOn":"2025-07-07","weeks":8,
                                     "metrics":["revenue","repurchase_rate"]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Compared, or why not",
            content =
                    @Content(
                            schema = @Schema(implementation = PilotView.class),
                            examples = {
                                @ExampleObject(name = "More revenue", value = """
                                        {"before":{"from":"2025-05-12","to":"2025-07-06"},\
                                        "after":{"from":"2025-07-07","to":"2025-08-31"},\
                                        "treatedStores":4,"controlStores":20,"leftOut":[],"metrics":[{\
                                        "metric":"revenue","treated":{"before":431000,"after":471000},\
                                        "control":{"before":402000,"after":409000},"comparison":{"difference":33000,\
                                        "interval":{"lower":9000,"upper":57000},"lift":0.0753,\
                                        "liftInterval":{"lower":0.0195,"upper":0.134},"pValue":0.013,\
                                        "correctedPValue":0.042},"randomisation":{"pValue":0.021,"draws":10626,\
                                        "exact":true},"verdict":{"kind":"better",\
                                        "zh":"试点门店更好：+7.5%（95% 置信区间 +2% 至 +13.4%）。",\
                                        "en":"The pilot is better: +7.5 % (95 % CI +2 % to +13.4 %)."}}],\
                                        "weeks":[{"from":"2025-05-12","treated":112.5,"control":98.1}],\
                                        "caution":{"zh":"门店并非抽签选出：结论假定若无试点，两组门店的走势会相同。",\
                                        "en":"No draw chose the stores: it is assumed that without the pilot both would have gone the same way."}}"""),
                                @ExampleObject(name = "No store sold enough", value = """
                                        {"before":{"from":"2025-05-12","to":"2025-07-06"},\
                                        "after":{"from":"2025-07-07","to":"2025-08-31"},\
                                        "treatedStores":0,"controlStores":0,"leftOut":["S-01"],"metrics":[{\
                                        "metric":"revenue","treated":{},"control":{},"verdict":{\
                                        "kind":"not_enough_data","zh":"数据不足：有一组还没有任何单元。",\
                                        "en":"Not enough data: a variant has no units yet."},"notComputed":{\
                                        "code":"no_units","zh":"有一组还没有任何单元","en":"a variant has no units yet"}}],\
                                        "weeks":[{"from":"2025-05-12"}],\
                                        "caution":{"zh":"门店并非抽签选出：结论假定若无试点，两组门店的走势会相同。",\
                                        "en":"No draw chose the stores: it is assumed that without the pilot both would have gone the same way."}}""")
                            }))
    public Uni<PilotView> comparePilot(@NotNull(message = MUST) @Valid PilotRequest request) {
        return pilots.compare(request);
    }

    @POST
    @Path("/cohort-reports")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(operationId = "compareCohorts", summary = "Compare members by when they began", description = """
                    Two cohorts, each of the members whose first order fell into a span of days and each followed for as \
                    many days from its own first order: how many bought again, how often, for how much. All of them must \
                    have been customers for that long. Or, with `segment`, of those who first entered a segment then, each \
                    followed from its entry: how many bought, how often, for how much; needs `segments:read`, and days \
                    behind the one on which the segment got the rule that it has. Who is in both cohorts is in neither. \
                    Nothing is told of a cohort of fewer than ten members, or of fewer than ten who bought.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CohortRequest.class),
                            examples = @ExampleObject(name = "Repurchase within three months", value = """
                                    {"baseline":{"from":"2025-01-01","to":"2025-03-31"},
                                     "compared":{"from":"2025-04-01","to":"2025-06-30"},"days":90}""")))
    @APIResponse(
            responseCode = "200",
            description = "Compared, or why not",
            content =
                    @Content(
                            schema = @Schema(implementation = CohortView.class),
                            examples = {
                                @ExampleObject(name = "More of them come again", value = """
                                        {"baseline":{"members":1240},"compared":{"members":1310},"metrics":[{\
                                        "metric":"repurchase_rate","baseline":0.212,"compared":0.265,"comparison":{\
                                        "difference":0.053,"interval":{"lower":0.02,"upper":0.086},"lift":0.25,\
                                        "liftInterval":{"lower":0.089,"upper":0.435},"pValue":0.0017,\
                                        "correctedPValue":0.0068},"verdict":{"kind":"better",\
                                        "zh":"对比群更好：+25%（95% 置信区间 +8.9% 至 +43.5%）。",\
                                        "en":"The cohort compared is better: +25 % (95 % CI +8.9 % to +43.5 %)."}}],\
                                        "caution":{"zh":"两群会员来自不同时期，并非抽签分出：差异未必由某一项措施造成。",\
                                        "en":"The cohorts are of different times and nobody drew them: what differs need not be anybody's doing."}}"""),
                                @ExampleObject(name = "Too few", value = """
                                        {"baseline":{},"compared":{},"metrics":[{"metric":"repurchase_rate",\
                                        "verdict":{"kind":"not_enough_data","zh":"数据不足：单元太少，该方法尚不成立。",\
                                        "en":"Not enough data: there are too few units for this method to hold."},\
                                        "notComputed":{"code":"too_few_units","zh":"单元太少，该方法尚不成立",\
                                        "en":"there are too few units for this method to hold"}}],\
                                        "caution":{"zh":"两群会员来自不同时期，并非抽签分出：差异未必由某一项措施造成。",\
                                        "en":"The cohorts are of different times and nobody drew them: what differs need not be anybody's doing."}}""")
                            }))
    public Uni<CohortView> compareCohorts(@NotNull(message = MUST) @Valid CohortRequest request) {
        return cohorts.compare(request);
    }
}
