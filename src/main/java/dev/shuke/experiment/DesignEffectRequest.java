package dev.shuke.experiment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which figure of members is compared between stores. */
@Schema(requiredProperties = "metric")
public record DesignEffectRequest(
        @NotNull(message = "must be given") MemberMetric metric,

        @Min(value = 1, message = "must be from 1 to 52") @Max(value = 52, message = "must be from 1 to 52") @Schema(description = "How many weeks until yesterday are looked at", defaultValue = "8")
        Integer weeks,

        @Min(value = 1, message = "must be from 1 to 1e12") @Max(value = 1_000_000_000_000L, message = "must be from 1 to 1e12") @Schema(
                description = "Units of an experiment that assigns members one by one, to be told in stores",
                examples = "20000")
        Long units) {
    private static final int WEEKS = 8;

    int span() {
        return weeks == null ? WEEKS : weeks;
    }
}
