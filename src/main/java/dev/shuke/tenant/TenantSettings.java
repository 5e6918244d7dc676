package dev.shuke.tenant;

import dev.shuke.platform.privacy.IdentityKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
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
        Language locale,

        @Schema(
                description = "The kinds of identities that prove two members to be one person: a caller who names such"
                        + " identities of both together has them merged. None of them: such a call is refused. Never"
                        + " `device`, which a family shares",
                examples = "[\"phone\", \"wechat_unionid\"]")
        @Size(max = 6, message = "must have at most 6 entries") List<@NotNull(message = "must be given") IdentityKind> mergeOn,

        @Schema(
                description = "Within how many days requests of members about their own data are to be answered",
                examples = "15")
        @Min(value = 1, message = TenantSettings.DUE) @Max(value = 90, message = TenantSettings.DUE) Integer privacyDueDays,

        @Schema(
                description =
                        "What becomes of the events of a member who is erased: `pseudonymised`, they keep what they"
                                + " say of the trade, under an id that leads to nobody; or `deleted`",
                examples = "pseudonymised")
        ErasedEvents erasedEvents) {
    static final String DUE = "must be a number of days from 1 to 90";
    static final String DAYS = "must be a number of days from 1 to 3650";
}
