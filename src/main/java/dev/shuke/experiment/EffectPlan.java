package dev.shuke.experiment;

import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The least difference worth finding: one of the two. */
@Schema(description = "The least difference worth finding: `absolute` or `relative`")
public record EffectPlan(
        @DecimalMin(value = "-1e12", message = "must be from -1e12 to 1e12") @DecimalMax(value = "1e12", message = "must be from -1e12 to 1e12") @Schema(description = "In the metric's own unit; of a proportion 0.01 is one point", examples = "0.01")
        Double absolute,

        @DecimalMin(value = "-1e6", message = "must be from -1e6 to 1e6") @DecimalMax(value = "1e6", message = "must be from -1e6 to 1e6") @Schema(description = "Of the baseline; 0.1 is +10 %", examples = "0.1")
        Double relative) {

    /** What cannot be computed with, at {@code /effect}. */
    List<FieldError> errors(MetricPlan metric) {
        if ((absolute == null) == (relative == null)) {
            return List.of(FieldError.at("/effect", "must have absolute or relative, one of them"));
        }
        String given = absolute == null ? "/effect/relative" : "/effect/absolute";
        if (relative != null && !(metric.baseline() > 0)) {
            return List.of(FieldError.at(given, "cannot be computed with: the baseline is not above zero"));
        }
        double difference = difference(metric);
        if (difference == 0) {
            return List.of(FieldError.at(given, "must not be 0: no number of units finds nothing"));
        }
        double variant = metric.baseline() + difference;
        return metric.type() == MetricPlan.Type.PROPORTION && !(variant >= 0 && variant <= 1)
                ? List.of(FieldError.at(given, "must leave the proportion between 0 and 1"))
                : List.of();
    }

    double difference(MetricPlan metric) {
        return absolute == null ? relative * metric.baseline() : absolute;
    }
}
