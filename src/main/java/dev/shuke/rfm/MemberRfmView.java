package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member was scored as last, as far as the caller may see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MemberRfm", description = "What comes of groups of fields that the caller may not see is absent")
public record MemberRfmView(
        @Schema(
                description = "Recency, 1 to 5; absent, as `f`, `m` and `score`, for who has not bought",
                examples = "5")
        Integer r,

        @Schema(description = "Frequency", examples = "4") Integer f,

        @Schema(description = "Amounts", examples = "5") Integer m,

        @Schema(description = "The three, weighted: 20 to 100", examples = "93")
        Integer score,

        @Schema(description = "The key of a tier of the settings", examples = "loyal")
        String tier,

        @Schema(description = "The key of a lifecycle stage of the settings", examples = "mature")
        String stage,

        @Schema(description = "To which day members were scored; absent when that never happened")
        LocalDate snapshotDate) {

    MemberRfmView seenWith(boolean behaviour, boolean amount) {
        return new MemberRfmView(
                behaviour ? r : null,
                behaviour ? f : null,
                amount ? m : null,
                behaviour && amount ? score : null,
                behaviour ? tier : null,
                behaviour ? stage : null,
                snapshotDate);
    }
}
