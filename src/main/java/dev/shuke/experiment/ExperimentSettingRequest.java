package dev.shuke.experiment;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be one and the same for all experiments of a tenant. */
@Schema(name = "ExperimentSettingsRequest", requiredProperties = "holdout")
public record ExperimentSettingRequest(
        @NotNull(message = "must be given") @DecimalMin(value = "0", message = "must be from 0 to 0.5") @DecimalMax(value = "0.5", message = "must be from 0 to 0.5") @Schema(
                description = "The share of members kept out of all experiments, one and the same in all of them",
                examples = "0.05")
        Double holdout) {

    /** Of 10,000. */
    int buckets() {
        return (int) Math.round(holdout * Bucket.COUNT);
    }
}
