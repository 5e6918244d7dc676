package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The least gain that is found as often as wanted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DetectableEffect", requiredProperties = "absolute")
public record DetectableEffectView(
        @Schema(
                description = "In the metric's own unit, upwards, of the variant where it is greatest",
                examples = "0.0131")
        double absolute,

        @Schema(description = "Of the baseline; absent when that is not above zero", examples = "0.109")
        Double relative) {}
