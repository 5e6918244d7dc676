package dev.shuke.segment;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members segments have in common, two by two. */
@Schema(
        name = "SegmentOverlap",
        requiredProperties = {"segments", "members"})
public record OverlapView(
        @Schema(description = "As they were asked for") List<UUID> segments,

        @Schema(
                description =
                        "By segment, in that order, how many of its members are in each of them; in itself are all")
        List<List<Long>> members) {}
