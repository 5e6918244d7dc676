package dev.shuke.experiment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many units there will be. */
@Schema(requiredProperties = {"metric", "units"})
public record DetectableEffectRequest(
        @NotNull(message = "must be given") @Valid MetricPlan metric,

        @NotNull(message = "must be given") @Min(value = 4, message = "must be from 4 to 1e12") @Max(value = 1_000_000_000_000L, message = "must be from 4 to 1e12") @Schema(description = "Of all variants together", examples = "20000")
        Long units,

        @Valid TestPlan test) {}
