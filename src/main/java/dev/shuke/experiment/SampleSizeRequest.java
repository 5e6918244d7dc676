package dev.shuke.experiment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be found, and how surely. */
@Schema(requiredProperties = {"metric", "effect"})
public record SampleSizeRequest(
        @NotNull(message = "must be given") @Valid MetricPlan metric,
        @NotNull(message = "must be given") @Valid EffectPlan effect,
        @Valid TestPlan test) {}
