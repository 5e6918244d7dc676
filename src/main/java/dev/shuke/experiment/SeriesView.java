package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.shuke.experiment.ResultsView.Range;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a metric went on. */
@JsonInclude(Include.NON_NULL)
@Schema(
        name = "ExperimentSeries",
        requiredProperties = {"experimentId", "metric", "asOf", "rounded", "control", "anytime", "points"})
public record SeriesView(
        UUID experimentId,
        @Schema(examples = "conversion") String metric,
        Instant asOf,

        @Schema(description = "As of the results") boolean rounded,

        @Schema(examples = "a") String control,

        @Schema(
                description =
                        "Whether every point's interval may be acted on. If not, the plan is of one reading: these are to look at, not to stop by")
        boolean anytime,

        @Schema(description = "By day; a day on which nothing changed is absent")
        List<Point> points) {

    /** Everything until the end of a day. */
    @Schema(
            name = "ExperimentSeriesPoint",
            requiredProperties = {"day", "variants"})
    public record Point(
            @Schema(description = "In the tenant's timezone")
            LocalDate day,

            @Schema(description = "Those with enough units to be told of")
            List<VariantPoint> variants) {}

    /** One variant until then. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "ExperimentVariantPoint",
            requiredProperties = {"variant", "units"})
    public record VariantPoint(
            @Schema(examples = "b") String variant,
            long units,

            @Schema(description = "As it was counted: not cut, and nothing taken off for the days before")
            Double value,

            @Schema(description = "Less control") Double difference,

            @Schema(description = "Of the difference") Range interval,

            @Schema(description = "Relative to control") Double lift,

            Range liftInterval) {}
}
