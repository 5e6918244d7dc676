package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which segment a tag is to follow. */
public record TagRuleRequest(
        @NotNull(message = "must be given") @Schema(description = "The id of a dynamic segment")
        UUID segment,

        @Schema(
                description = "As the tag's `valueType` and `constraints` say; none for a tag without",
                examples = "gold")
        JsonNode value,

        @DecimalMin(value = "0", inclusive = false, message = "must be more than 0 and at most 1") @DecimalMax(value = "1", message = "must be more than 0 and at most 1") @Schema(description = "How sure it is", defaultValue = "1")
        Double confidence,

        @Min(value = 0, message = "must be from 0 to 999") @Max(value = 999, message = "must be from 0 to 999") @Schema(
                description =
                        "Of the tags of an exclusive group the first counts whose segment has the member: the lower the earlier, of equal ones by key",
                defaultValue = "0")
        Integer position) {}
