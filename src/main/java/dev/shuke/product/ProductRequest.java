package dev.shuke.product;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.privacy.Money;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of a product: what is absent is emptied, but for a cost that the caller may not see. */
@Schema(requiredProperties = "name")
public record ProductRequest(
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(
                examples = "85123A",
                description = "As events name it. Needed in an array; in an address it stands already")
        String sku,

        @NotNull(message = "must be given") @Size(min = 1, max = 200, message = "must have 1 to 200 characters") @Schema(examples = "Light holder")
        String name,

        @Size(max = 200, message = "must have at most 200 characters") @Pattern(regexp = "[^/]+(/[^/]+)*", message = "must be a path such as lights/holders")
        @Schema(examples = "lights/holders", description = "A path, the widest first")
        String category,

        @Schema(
                description = "Further properties: text, number or boolean, at most 50",
                examples = "{\"flavour\": \"taro\"}")
        Map<String, JsonNode> attributes,

        @Schema(description = "What one piece costs the merchant, in the tenant's currency")
        Money cost,

        @DecimalMin(value = "0", inclusive = false, message = ProductRequest.DAYS) @DecimalMax(value = "3650", message = ProductRequest.DAYS) @Schema(examples = "30", description = "How many days one piece lasts a person")
        Double daysPerUnit) {
    static final String DAYS = "must be more than 0 and at most 3650";

    ProductRequest withSku(String named) {
        return new ProductRequest(named, name, category, attributes, cost, daysPerUnit);
    }
}
