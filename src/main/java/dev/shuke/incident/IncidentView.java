package dev.shuke.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.FieldGroup;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An incident with personal data, and what was done about it. */
@Schema(
        name = "Incident",
        requiredProperties = {
            "id",
            "kind",
            "state",
            "groups",
            "description",
            "discoveredAt",
            "affected",
            "recordedBy",
            "recordedAt"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentView(
        UUID id,
        IncidentKind kind,
        IncidentState state,
        List<FieldGroup> groups,
        Statement description,
        Statement consequences,
        Statement advice,
        Instant occurredFrom,
        Instant occurredUntil,
        Instant discoveredAt,

        @Schema(description = "How many members are on its list", examples = "312")
        long affected,

        @Schema(description = "The subject of the caller", examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
        String recordedBy,

        Instant recordedAt,

        @Schema(description = "What was done, in the order in which it was recorded; absent in lists")
        List<Step> steps) {

    /** One thing that was done. */
    @Schema(
            name = "IncidentStepTaken",
            requiredProperties = {"step", "at", "note", "recordedBy", "recordedAt"})
    public record Step(IncidentStep step, Instant at, Statement note, String recordedBy, Instant recordedAt) {}

    IncidentView with(List<Step> taken) {
        return new IncidentView(
                id,
                kind,
                state,
                groups,
                description,
                consequences,
                advice,
                occurredFrom,
                occurredUntil,
                discoveredAt,
                affected,
                recordedBy,
                recordedAt,
                taken);
    }

    /** Whose state this one is after the step; null when the step cannot be taken. */
    IncidentState after(IncidentStep step) {
        if (state == IncidentState.CLOSED) {
            return null;
        }
        return switch (step) {
            case CONTAINED -> state == IncidentState.OPEN ? IncidentState.CONTAINED : state;
            case AUTHORITY_NOTIFIED, MEMBERS_NOTIFIED -> IncidentState.NOTIFIED;
            case CLOSED -> state == IncidentState.OPEN ? null : IncidentState.CLOSED;
        };
    }
}
