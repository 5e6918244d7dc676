package dev.shuke.tenant;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merchant can choose about how it is served. In a patch, what is absent stays. */
@Schema(description = "What the merchant can choose; other names are refused")
public record TenantSettings(
        @Schema(
                description =
                        "After how many days a regular customer is expected again: the unit in which staying away is counted",
                examples = "30")
        @Min(value = 1, message = TenantSettings.DAYS) @Max(value = 3650, message = TenantSettings.DAYS) Integer purchaseCycleDays,

        @Schema(description = "In which the merchant and its shoppers are addressed", examples = "zh-CN")
        Language locale) {
    static final String DAYS = "must be a number of days from 1 to 3650";
}
