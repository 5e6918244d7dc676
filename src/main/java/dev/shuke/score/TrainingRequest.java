package dev.shuke.score;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be learned, up to when, and for how long it is tried. */
public record TrainingRequest(
        @Schema(
                description =
                        "The day from whose beginning on the model is tried: it learns of nothing later. The latest whose horizon is over when absent",
                examples = "2026-09-20")
        LocalDate cutOff,

        @Min(value = 30, message = TrainingRequest.HORIZON) @Max(value = 90, message = TrainingRequest.HORIZON) @Schema(
                description =
                        "For how many days it is tried; of churn also what its risk is about, which leaves time to act at 30 to 60",
                defaultValue = "60",
                examples = "60")
        Integer horizonDays) {
    static final String HORIZON = "must be from 30 to 90";

    /** What holds when nothing is sent. */
    static final TrainingRequest DEFAULT = new TrainingRequest(null, null);

    private static final int DEFAULT_HORIZON = 60;

    int days() {
        return horizonDays == null ? DEFAULT_HORIZON : horizonDays;
    }
}
