package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a member has used up what they bought of a product. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Replenishment",
        requiredProperties = {"sku", "name", "daysPerUnit", "dueOn", "lastBoughtAt"})
public record ReplenishmentView(
        @Schema(examples = "T-7") String sku,

        @Schema(examples = "Taro tea") String name,

        @Schema(description = "How many days one piece lasts, as the product says", examples = "14")
        double daysPerUnit,

        @Schema(description = "The day on which all is used up, in the tenant's timezone")
        LocalDate dueOn,

        Instant lastBoughtAt) {}
