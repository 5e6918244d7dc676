package dev.shuke.exports;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.segment.PinnedSegment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be taken out, and why. */
@Schema(requiredProperties = {"kind", "purpose"})
public record ExportRequest(
        @NotNull(message = "must be given") ExportKind kind,

        @NotNull(message = "must be given") Purpose purpose,

        @Min(value = 1, message = ExportRequest.LIMIT) @Max(value = ExportRequest.MOST, message = ExportRequest.LIMIT) @Schema(examples = "50000", description = "How many rows at most, the oldest first; 1,000,000 if absent")
        Integer limit,

        @Valid @Schema(
                description =
                        "Of members, those who were in the segment at that moment; the purpose must be the segment's")
        PinnedSegment segment) {
    static final int MOST = 1_000_000;
    static final String LIMIT = "must be from 1 to 1000000";

    ExportRequest of(PinnedSegment pinned) {
        return new ExportRequest(kind, purpose, limit, pinned);
    }

    int most() {
        return limit == null ? MOST : limit;
    }
}
