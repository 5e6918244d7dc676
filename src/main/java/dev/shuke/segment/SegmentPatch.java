package dev.shuke.segment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a segment. What is absent stays. */
public record SegmentPatch(
        SegmentName name,

        @Schema(description = "Makes a new version when it differs from the current rule")
        Rule rule) {}
