package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How results are to be read, said before there are any. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "kind")
public record ExperimentPlan(
        @NotNull(message = "must be given") PlanKind kind,

        @Min(value = 1, message = "must be from 1 to 1000000000") @Max(value = 1_000_000_000, message = "must be from 1 to 1000000000") @Schema(description = "Of each variant; of a sequential plan the one it is sharpest at", examples = "3841")
        Long sampleSize,

        @Min(value = 2, message = "must be from 2 to 20") @Max(value = 20, message = "must be from 2 to 20") @Schema(description = "Of a group-sequential plan: how many times results are read, the last time included")
        Integer looks,

        @Schema(description = "The share of false alarms, from 0.001 to 0.2", defaultValue = "0.05")
        Double alpha,

        @Schema(description = "The chance to find the effect, from 0.5 to 0.999", defaultValue = "0.8")
        Double power,

        @Schema(
                description = "The smallest relative change of the primary metric that is to be found",
                examples = "0.05")
        Double effect) {

    static final ExperimentPlan DEFAULT = new ExperimentPlan(PlanKind.FIXED, null, null, 0.05, 0.8, null);

    ExperimentPlan complete() {
        return new ExperimentPlan(
                kind,
                sampleSize,
                looks,
                alpha == null ? DEFAULT.alpha : alpha,
                power == null ? DEFAULT.power : power,
                effect);
    }
}
