package dev.shuke.segment;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A segment that a member is in. */
@Schema(
        name = "SegmentOfMember",
        requiredProperties = {"id", "key", "name"})
public record SegmentOfMember(
        UUID id, @Schema(examples = "milk-powder-regulars") String key, SegmentName name) {}
