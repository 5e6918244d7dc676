package dev.shuke.experiment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose beginnings are compared. */
@Schema(requiredProperties = {"baseline", "compared"})
public record CohortRequest(
        @NotNull(message = "must be given") @Valid Cohort baseline,
        @NotNull(message = "must be given") @Valid Cohort compared,

        @Min(value = 1, message = "must be from 1 to 730") @Max(value = 730, message = "must be from 1 to 730") @Schema(
                description = "For how long each member is followed from its first order, or from its entry",
                defaultValue = "90")
        Integer days,

        @DecimalMin(value = "0", message = "must be from 0 to 10") @DecimalMax(value = "10", message = "must be from 0 to 10") @Schema(description = "What is surely smaller is called no difference: 0.05 is 5 %", defaultValue = "0.05")
        Double relevantLift) {
    private static final int THREE_MONTHS = 90;
    private static final double RELEVANT = 0.05;

    /** Members by the day of their first order, or on which they first entered a segment, in the tenant's timezone. */
    @Schema(requiredProperties = {"from", "to"})
    public record Cohort(
            @NotNull(message = "must be given") @Schema(examples = "2026-01-01")
            LocalDate from,

            @NotNull(message = "must be given") @Schema(description = "The last of the days", examples = "2026-03-31")
            LocalDate to,

            @Schema(
                    description =
                            "Not who first ordered then but who first entered this dynamic segment; of both cohorts or of neither")
            UUID segment) {
        /** Whether a member could be in both but by the segments. */
        boolean meets(Cohort other) {
            return Objects.equals(segment, other.segment) && !from.isAfter(other.to) && !other.from.isAfter(to);
        }
    }

    boolean ofSegments() {
        return baseline.segment != null;
    }

    int span() {
        return days == null ? THREE_MONTHS : days;
    }

    double relevant() {
        return relevantLift == null ? RELEVANT : relevantLift;
    }
}
