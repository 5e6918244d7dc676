package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members a rule matches, and a few of them for callers who may see members. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"countKind", "description"})
public record SegmentPreview(
        @Schema(description = "Absent when below_k", examples = "1240")
        Long count,

        CountKind countKind,

        @Schema(description = "At most 10 member ids; absent for callers who may not see members")
        List<UUID> sample,

        RuleDescription description) {

    /** Counts below this could point at persons. */
    static final int K = 10;

    /** How far a count can be relied on. */
    public enum CountKind {
        EXACT,
        /** To the nearest ten. */
        ROUNDED,
        /** Below ten, and therefore not told. */
        BELOW_K;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For callers who may see members, and for apps; {@code sample} is null for those that may not. */
    static SegmentPreview exact(long count, List<UUID> sample) {
        return new SegmentPreview(count, CountKind.EXACT, sample, null);
    }

    /** For callers who may see no person. */
    static SegmentPreview rounded(long count) {
        return count < K
                ? new SegmentPreview(null, CountKind.BELOW_K, null, null)
                : new SegmentPreview((count + K / 2) / K * K, CountKind.ROUNDED, null, null);
    }

    SegmentPreview with(RuleDescription said) {
        return new SegmentPreview(count, countKind, sample, said);
    }
}
