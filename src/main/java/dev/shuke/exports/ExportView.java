package dev.shuke.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.segment.PinnedSegment;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has been taken out. */
@Schema(
        name = "Export",
        requiredProperties = {"id", "kind", "purpose", "rows", "job", "createdAt", "expiresAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExportView(
        UUID id,
        ExportKind kind,

        @Schema(examples = "service") String purpose,

        @Schema(description = "Whose members they are; absent for all members")
        PinnedSegment segment,

        @Schema(examples = "48211") int rows,

        @Schema(description = "Tells how far it is", examples = "/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
        String job,

        @Schema(
                description = "The rows; absent until all are there",
                examples = "/v1/exports/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f/file")
        String file,

        Instant createdAt,

        @Schema(description = "When the file is deleted") Instant expiresAt) {

    static ExportView of(ExportFile file) {
        return new ExportView(
                file.id(),
                file.kind(),
                file.purpose().key(),
                file.segment(),
                file.rows(),
                "/v1/jobs/" + file.id(),
                file.complete() ? "/v1/exports/" + file.id() + "/file" : null,
                file.createdAt(),
                file.expiresAt());
    }
}
