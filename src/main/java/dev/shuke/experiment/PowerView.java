package dev.shuke.experiment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often an effect is found. */
@Schema(name = "Power", requiredProperties = "power")
public record PowerView(
        @Schema(description = "Of the variant where it is least; from 0 to 1", examples = "0.8")
        double power) {}
