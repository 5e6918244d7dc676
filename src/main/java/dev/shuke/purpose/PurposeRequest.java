package dev.shuke.purpose;

import dev.shuke.eventtype.Bilingual;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of a purpose: what is absent takes its default. */
@Schema(requiredProperties = "name")
public record PurposeRequest(
        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @Schema(description = "What allows the use; `consent` when absent; cannot be changed")
        Basis basis,

        @Schema(description = "Whether it uses sensitive data, such as a face or whereabouts", defaultValue = "false")
        Boolean sensitive,

        @Schema(
                description = "Whether it is to be asked for by itself; what is sensitive always is",
                defaultValue = "false")
        Boolean separate,

        @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(description = "How many days a consent holds; until it is withdrawn when absent", examples = "365")
        Integer validDays,

        @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(description = "For how many days nobody who has refused is asked again", defaultValue = "30")
        Integer askAgainDays,

        @Schema(description = "Is used no more: for nobody", defaultValue = "false")
        Boolean retired) {

    private static final int ASK_AGAIN_DAYS = 30;

    Basis basisOrDefault() {
        return basis == null ? Basis.CONSENT : basis;
    }

    boolean isSensitive() {
        return Boolean.TRUE.equals(sensitive);
    }

    boolean isSeparate() {
        return isSensitive() || Boolean.TRUE.equals(separate);
    }

    boolean isRetired() {
        return Boolean.TRUE.equals(retired);
    }

    int askAgainDaysOrDefault() {
        return askAgainDays == null ? ASK_AGAIN_DAYS : askAgainDays;
    }
}
