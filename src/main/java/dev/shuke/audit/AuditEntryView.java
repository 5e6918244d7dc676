package dev.shuke.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the audit log. It names fields and never says what was in them. */
@Schema(
        name = "AuditEntry",
        requiredProperties = {"id", "at", "action", "times", "actor", "about", "fields"})
public record AuditEntryView(
        UUID id,

        @Schema(description = "When; of refusals, the minute in which they are counted")
        Instant at,

        @Schema(description = "What was done, the thing first", examples = "staff.invited")
        String action,

        @Schema(description = "How often `access.denied`; else to how many things at once", examples = "1")
        int times,

        Actor actor,
        About about,

        @Schema(description = "What the caller said it was for", examples = "service")
        String purpose,

        @Schema(description = "Why, in the caller's words; of a reveal gone when the member is erased")
        String reason,

        @Schema(description = "The names of the fields that were seen or changed")
        List<String> fields,

        @Schema(description = "The `X-Request-Id` of the call")
        String requestId) {

    /** Who did it. */
    @Schema(
            name = "AuditActor",
            requiredProperties = {"subject", "kind", "roles"})
    public record Actor(
            @Schema(description = "The token's subject, or `job`")
            String subject,

            @Schema(description = "staff, app, job or platform", examples = "staff")
            String kind,

            @Schema(description = "The roles that the person had then")
            List<String> roles) {}

    /** What it was done to. */
    @Schema(
            name = "AuditAbout",
            requiredProperties = {"kind", "id"})
    public record About(
            @Schema(examples = "staff") String kind,

            @Schema(description = "An id or a key; `several`, where they are not told one by one")
            String id) {}

    static AuditEntryView of(StoredEntry entry) {
        return new AuditEntryView(
                entry.id(),
                entry.at(),
                entry.action(),
                entry.times(),
                new Actor(entry.actor(), entry.actorKind(), entry.actorRoles()),
                new About(entry.aboutKind(), entry.aboutId()),
                entry.purpose(),
                entry.reason(),
                entry.fields(),
                entry.requestId());
    }
}
