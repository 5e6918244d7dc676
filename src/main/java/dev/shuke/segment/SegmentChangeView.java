package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody entered a segment or left it. */
@Schema(
        name = "SegmentChange",
        requiredProperties = {"segmentId", "version", "memberId", "action", "at"})
public record SegmentChangeView(
        UUID segmentId,
        @JsonIgnore long seq,

        @Schema(description = "Of the segment's rule", examples = "1")
        int version,

        UUID memberId,
        Action action,

        @Schema(description = "The moment as of which the rule was evaluated")
        Instant at) {

    /** What happened. */
    @Schema(name = "SegmentChangeAction")
    public enum Action {
        ENTERED,
        LEFT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
