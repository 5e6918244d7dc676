package dev.shuke.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has become of a file so far. */
@Schema(
        name = "Import",
        requiredProperties = {
            "id",
            "kind",
            "format",
            "dryRun",
            "created",
            "updated",
            "unchanged",
            "leftOut",
            "rejected",
            "job",
            "createdAt",
            "expiresAt"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportView(
        UUID id,
        ImportKind kind,
        ImportFormat format,

        @Schema(description = "Whether nothing is written: what would become of the rows, 500 of them at a time")
        boolean dryRun,

        @Schema(examples = "119000") long created,

        @Schema(description = "Written over, or completed, what was there", examples = "1488")
        long updated,

        @Schema(description = "Of events and consents: sent before with the same content", examples = "0")
        long unchanged,

        @Schema(
                description = "Of those written: without what their members do not allow, see /v1/collection-rules",
                examples = "0")
        long leftOut,

        @Schema(examples = "12") long rejected,

        @Schema(description = "Tells how far it is", examples = "/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
        String job,

        @Schema(
                description = "The rows that were rejected, with the reasons; absent when there are none",
                examples = "/v1/imports/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f/rejected")
        String rejectedRows,

        Instant createdAt,

        @Schema(description = "When the rejected rows are deleted")
        Instant expiresAt) {

    static ImportView of(
            UUID id,
            ImportKind kind,
            ImportFormat format,
            boolean dryRun,
            long created,
            long updated,
            long unchanged,
            long leftOut,
            long rejected,
            Instant createdAt,
            Instant expiresAt) {
        return new ImportView(
                id,
                kind,
                format,
                dryRun,
                created,
                updated,
                unchanged,
                leftOut,
                rejected,
                "/v1/jobs/" + id,
                rejected == 0 ? null : "/v1/imports/" + id + "/rejected",
                createdAt,
                expiresAt);
    }
}
