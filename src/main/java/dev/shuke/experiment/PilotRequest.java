package dev.shuke.experiment;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which stores did something new, since when, and which did not. */
@Schema(requiredProperties = {"treated", "startedOn"})
public record PilotRequest(
        @NotNull(message = "must be given") @Size(min = 1, max = 1000, message = "must be 1 to 1,000 codes of stores") @Schema(description = "Codes of the stores of the pilot")
        List<
                        @NotNull(message = "must be the code of a store") @Size(min = 1, max = 64, message = "must be the code of a store") String>
                treated,

        @Size(min = 1, max = 1000, message = "must be 1 to 1,000 codes of stores") @Schema(description = "Codes of those that they are compared with; all others that sold something when absent")
        List<
                        @NotNull(message = "must be the code of a store") @Size(min = 1, max = 64, message = "must be the code of a store") String>
                control,

        @NotNull(message = "must be given") @Schema(description = "The first day of the pilot, in the tenant's timezone", examples = "2026-09-07")
        LocalDate startedOn,

        @Min(value = 1, message = "must be from 1 to 52") @Max(value = 52, message = "must be from 1 to 52") @Schema(description = "How long before and after are looked at", defaultValue = "8")
        Integer weeks,

        @Size(min = 1, max = 5, message = "must name 1 to 5 metrics") @Schema(description = "All when absent")
        List<@NotNull(message = "must be the name of a metric") PilotMetric> metrics,

        @DecimalMin(value = "0", message = "must be from 0 to 10") @DecimalMax(value = "10", message = "must be from 0 to 10") @Schema(description = "What is surely smaller is called no difference: 0.05 is 5 %", defaultValue = "0.05")
        Double relevantLift) {
    private static final int WEEKS = 8;
    private static final double RELEVANT = 0.05;

    int span() {
        return weeks == null ? WEEKS : weeks;
    }

    List<PilotMetric> asked() {
        return metrics == null
                ? Arrays.asList(PilotMetric.values())
                : metrics.stream().distinct().toList();
    }

    double relevant() {
        return relevantLift == null ? RELEVANT : relevantLift;
    }
}
