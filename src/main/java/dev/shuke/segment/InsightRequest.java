package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whom to compare with everybody.
 *
 * @param asOf now when absent
 * @param days 365 when absent
 */
@Schema(requiredProperties = {"rule", "purpose"})
public record InsightRequest(
        @NotNull(message = "must be given") Rule rule,
        @NotNull(message = "must be given") Purpose purpose,

        @Size(min = 1, max = 12, message = "must name 1 to 12 dimensions") @Schema(description = "By what; all that the caller sees when absent")
        List<@NotNull(message = "must not be null") InsightDimension> dimensions,

        @Min(value = 1, message = "must be from 1 to 730") @Max(value = 730, message = "must be from 1 to 730") @Schema(
                description = "How far back orders tell of products, categories, stores and channels",
                defaultValue = "365")
        Integer days,

        @Schema(description = "As in a preview") PointInTime asOf) {
    private static final int YEAR = 365;

    int span() {
        return days == null ? YEAR : days;
    }
}
