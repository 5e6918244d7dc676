package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.WithETag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a merchant scores its members, and what it calls them then. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "method")
public record RfmSettings(
        @NotNull(message = "must be given") @Schema(
                description =
                        "`ntile`: five groups of one size, equal numbers in order of the members' ids; `thresholds`: by cut points, where equal numbers score the same and one that equals a cut point belongs below it")
        RfmMethod method,

        @Valid @Schema(
                description =
                        "For `thresholds` only. When absent, the quintiles at the time: the i-th is the smallest number that at least i fifths of the buyers do not exceed")
        RfmCuts cuts,

        @Valid @Size(min = 1, max = 20, message = "must be 1 to 20") @Schema(
                description =
                        "In order: a member is in the first that has its scores, or in none. The platform's five when absent")
        List<@NotNull(message = "must not be null") RfmTier> tiers,

        @Schema(
                description =
                        "`days`, or percents of the usual time between two orders, of the member itself or of those with its preferred category. Of one without: of all members, or else cycleDays",
                defaultValue = "days")
        RfmRecency recency,

        @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(description = "While nobody has ordered twice", defaultValue = "30")
        Integer cycleDays,

        @Min(value = 0, message = "must be from 0 to 366") @Max(value = 366, message = "must be from 0 to 366") @Schema(
                description =
                        "After how many days members are scored again by themselves, at four o'clock in the tenant's timezone, from the first time on that they are scored; also soon after a merge. 0 for never. The purchase cycle of the trade: 7 for tea, 90 for clothes",
                defaultValue = "1")
        Integer refreshDays,

        @Valid @Size(min = 1, max = 20, message = "must be 1 to 20") @Schema(
                description =
                        "The lifecycle, in order: a member is in the first whose conditions hold, or in none. The platform's seven when absent")
        List<@NotNull(message = "must not be null") LifecycleStage> stages) {

    private static final int CYCLE_DAYS = 30;

    static final RfmSettings DEFAULTS = new RfmSettings(RfmMethod.NTILE, null, null, null, null, null, null);

    public RfmSettings {
        tiers = tiers == null ? RfmTier.DEFAULTS : tiers;
        recency = recency == null ? RfmRecency.DAYS : recency;
        cycleDays = cycleDays == null ? CYCLE_DAYS : cycleDays;
        refreshDays = refreshDays == null ? 1 : refreshDays;
        stages = stages == null ? LifecycleStage.DEFAULTS : stages;
    }

    /** @throws ApiException validation_failed at everything beyond its shape that is not valid */
    void require() {
        List<FieldError> errors = new SettingsRules(this).errors();
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }
}
