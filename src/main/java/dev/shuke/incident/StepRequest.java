package dev.shuke.incident;

import dev.shuke.platform.audit.Statement;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was done about an incident. */
@Schema(name = "IncidentStepRequest")
public record StepRequest(
        @NotNull(message = "must be given") IncidentStep step,

        @Schema(description = "When it was done; now when absent")
        Instant at,

        @NotNull(message = "must be given") @Schema(
                type = SchemaType.STRING,
                description = "The measures taken, who was told and how, or why members need not be",
                examples = "Its keys were revoked, the disk was encrypted")
        Statement note) {}
