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
        PinnedSegment segment,

        @Schema(
                description =
                        "`false` for everybody who can be reached, chosen by nothing: of a segment the rule is not"
                                + " applied, and those are in the file as well who refuse `marketing.personalised` or object to"
                                + " automated decisions. Who can be reached is whom the purpose admits; of"
                                + " `marketing.personalised` itself, whom any `marketing.channel.…` does. `true` when absent")
        Boolean personalised) {
    static final int MOST = 1_000_000;
    static final String LIMIT = "must be from 1 to 1000000";

    /** @param chooses whether the segment's rule does */
    ExportRequest of(PinnedSegment pinned, boolean chooses) {
        return new ExportRequest(kind, purpose, limit, pinned, chooses && chooses());
    }

    /** Whether members are chosen. */
    boolean chooses() {
        return !Boolean.FALSE.equals(personalised);
    }

    int most() {
        return limit == null ? MOST : limit;
    }
}
