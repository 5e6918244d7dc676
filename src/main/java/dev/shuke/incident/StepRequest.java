package dev.shuke.incident;

import dev.shuke.platform.audit.Statement;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was done about an incident.
 *
 * @param note the measures taken, who was told and how, or why members need not be
 */
@Schema(name = "IncidentStepRequest")
public record StepRequest(
        @NotNull(message = "must be given") IncidentStep step,

        @Schema(description = "When it was done; now when absent")
        Instant at,

        @NotNull(message = "must be given") Statement note) {}
