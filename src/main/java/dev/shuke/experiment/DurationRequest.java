package dev.shuke.experiment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.segment.Rule;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many units are to come, and by which events. */
@Schema(requiredProperties = {"units", "event", "purpose"})
public record DurationRequest(
        @NotNull(message = "must be given") @Min(value = 1, message = "must be from 1 to 1e12") @Max(value = 1_000_000_000_000L, message = "must be from 1 to 1e12") @Schema(description = "Of all variants together", examples = "20000")
        Long units,

        @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(description = "Whoever does this will be in the experiment", examples = "store.visited")
        String event,

        @NotNull(message = "must be given") Purpose purpose,

        @Schema(
                description =
                        "Whom the experiment is for; everybody when absent. A rule of type `segment` names a segment. Only for who may see single members")
        Rule audience,

        @DecimalMin(value = "0.0001", message = "must be from 0.0001 to 1") @DecimalMax(value = "1", message = "must be from 0.0001 to 1") @Schema(
                description = "The share of them that is let in; the tenant's holdout is taken off besides",
                defaultValue = "1")
        Double traffic,

        @Min(value = 7, message = "must be from 7 to 180") @Max(value = 180, message = "must be from 7 to 180") @Schema(description = "How many whole days until yesterday are looked at", defaultValue = "28")
        Integer days) {
    private static final int FOUR_WEEKS = 28;

    double share() {
        return traffic == null ? 1 : traffic;
    }

    int span() {
        return days == null ? FOUR_WEEKS : days;
    }
}
