package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.privacy.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One of the things that are compared; the first of an experiment is control. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Variant", requiredProperties = "key")
public record Variant(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 lower-case letters, digits, _ and hyphens, a letter first")
        @Schema(examples = "b", description = "Unique in the experiment")
        String key,

        @Min(value = 1, message = "must be from 1 to 1000000") @Max(value = 1_000_000, message = "must be from 1 to 1000000") @Schema(description = "Its share, against the other variants' weights", defaultValue = "1")
        Long weight,

        @Schema(
                implementation = Object.class,
                description = "What the front end is to do: any JSON of at most 4,000 bytes",
                examples = "{\"coupon\": 500}")
        JsonNode payload,

        @Valid Cost cost,

        @Size(max = 100, message = "must have at most 100 members") @Schema(description = "Members who get this variant whatever is drawn, to try it; they are not counted")
        List<@NotNull(message = "must be given") UUID> testers) {

    /** What a variant costs the merchant, for the return on investment. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "VariantCost")
    public record Cost(
            @Schema(description = "Once") Money fixed,

            @Schema(description = "For each exposed unit") Money perUnit) {}

    Variant complete() {
        return new Variant(key, weight == null ? Long.valueOf(1) : weight, payload, cost, testers);
    }

    List<UUID> testersOrNone() {
        return testers == null ? List.of() : testers;
    }
}
