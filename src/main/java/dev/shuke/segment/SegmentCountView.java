package dev.shuke.segment;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many members a segment had.
 *
 * @param version of its rule
 */
@Schema(
        name = "SegmentCount",
        requiredProperties = {"at", "version", "members"})
public record SegmentCountView(
        Instant at,

        @Schema(description = "Of the segment's rule", examples = "1")
        int version,

        @Schema(examples = "1240") long members) {}
