package dev.shuke.incident;

import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.FieldGroup;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What has happened, as far as it is known.
 *
 * @param description what has happened, and why
 * @param consequences what harm it can do
 * @param advice what members can do themselves
 */
public record IncidentRequest(
        @NotNull(message = "must be given") IncidentKind kind,

        @NotNull(message = "must be given") @Size(min = 1, max = 7, message = "must be 1 to 7 groups") @Schema(description = "Which data is concerned", examples = "[\"contact\"]")
        List<@NotNull(message = "must be given") FieldGroup> groups,

        @NotNull(message = "must be given") Statement description,

        Statement consequences,
        Statement advice,

        @Schema(description = "When it began, if that is known")
        Instant occurredFrom,

        @Schema(description = "When it ended") Instant occurredUntil,

        @Schema(description = "When somebody noticed; now when absent")
        Instant discoveredAt) {}
