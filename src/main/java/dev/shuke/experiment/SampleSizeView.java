package dev.shuke.experiment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many units an experiment takes. */
@Schema(
        name = "SampleSize",
        requiredProperties = {"units", "perVariant", "inflation"})
public record SampleSizeView(
        @Schema(description = "Of all variants together", examples = "7682")
        long units,

        @Schema(description = "The baseline's first") List<Long> perVariant,

        @Schema(description = "How many times the units of a test at the end alone", examples = "1.02")
        double inflation) {}
