package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that writes an attribute. */
public record InferenceRequest(
        @NotNull(message = "must be given") @Schema(description = "Who gets the value; may not ask about the attribute itself")
        Rule rule,

        @NotNull(message = "must be given") @Schema(description = "Of the attribute's type", examples = "true")
        JsonNode value,

        @NotNull(message = "must be given") @DecimalMin(value = "0.001", message = "must be from 0.001 to 1") @DecimalMax(value = "1", message = "must be from 0.001 to 1") @Schema(description = "How sure it is; of two inferred values the surer stays", examples = "0.8")
        Double confidence,

        @NotNull(message = "must be given") @Schema(description = "Only members who may be used for it get the value")
        Purpose purpose) {}
