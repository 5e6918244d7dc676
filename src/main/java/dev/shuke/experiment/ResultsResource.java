package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem;
import dev.shuke.segment.PointInTime;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/experiments/{id}/results} */
@Path("/v1/experiments/{id}/results")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments")
public class ResultsResource {
    private final ResultsService service;

    ResultsResource(ResultsService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(operationId = "readExperimentResults", summary = "Read what came of an experiment", description = """
                    Every metric of every variant, each against control, with what may be concluded. Counts the units \
                    whose first exposure lies between the experiment's start and stop, and of each unit the events from \
                    its first exposure on to the end of the metric's window. Who saw several variants, who is a tester, \
                    and whose data is restricted counts nowhere. Only crowds of at least ten are told of, so consents \
                    and `Sec-GPC` play no role. A sample ratio mismatch (p < 0.001) and too many units that saw several \
                    variants (above 1 %) stand before every verdict. Units are expected by the weights in force when \
                    they were exposed first.

                    With `asOf` the results are those of that moment: by the definition and the weights of then, and by \
                    what had been received by then, events among it that were corrected later. Erasures, restrictions, \
                    merges and what its age has had deleted since hold for then, too.

                    Where stores are the units, each has its total, cut where the metric says so. The sample ratio asks \
                    whether the stores that nothing was heard of since the start are spread as the draw lets expect. \
                    There is no retention of stores (the definition is refused) and no breakdown.""")
    @APIResponse(
            responseCode = "200",
            description = "The results",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultsView.class),
                            examples = {
                                @ExampleObject(name = "Of two variants", value = ResultsExamples.RESULTS),
                                @ExampleObject(
                                        name = "Nobody has seen anything yet",
                                        value = ResultsExamples.NOTHING_YET),
                                @ExampleObject(name = "Nothing is measured", value = ResultsExamples.NO_METRICS)
                            }))
    @APIResponse(
            responseCode = "404",
            description = "There is no such experiment",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<ResultsView> read(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(
                            description = "What happened or was recorded later does not count; now when absent",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String asOf,
            @RestQuery
                    @Parameter(
                            description =
                                    "Also break down by what was known of the units at their first exposure: their tier then, or the store or channel of the last event until then",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"tier", "store", "channel"}))
                    String by) {
        return service.read(id, time(asOf), by == null ? null : by(by));
    }

    @GET
    @Path("/series")
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(operationId = "readExperimentSeries", summary = "Read how a metric went on", description = """
                    For plots: the metric of every variant, and its difference from control, with everything until the end \
                    of each day, as it is known now or was known at `asOf`. Values are as they were counted, not cut and without what the days before would take off.""")
    @APIResponse(
            responseCode = "200",
            description = "The series",
            content =
                    @Content(
                            schema = @Schema(implementation = SeriesView.class),
                            examples = {
                                @ExampleObject(name = "A day", value = ResultsExamples.SERIES),
                                @ExampleObject(name = "Nobody has seen anything yet", value = ResultsExamples.NO_SERIES)
                            }))
    @APIResponse(
            responseCode = "404",
            description = "There is no such experiment",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<SeriesView> series(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(
                            description = "Key of a proportion, mean, revenue or ratio; the primary metric when absent",
                            example = "conversion")
                    String metric,
            @RestQuery
                    @Parameter(
                            description = "What happened or was recorded later does not count; now when absent",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String asOf) {
        return service.series(id, metric, time(asOf));
    }

    private static Instant time(String asOf) {
        PointInTime time = PointInTime.parameter("asOf", asOf);
        return time == null ? null : time.instant();
    }

    private static ResultsBy by(String key) {
        return ResultsBy.named(key)
                .orElseThrow(() -> ApiException.invalidParameter("by", "must be tier, store or channel"));
    }
}
