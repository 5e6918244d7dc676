package dev.shuke.segment;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member of a segment. */
@Schema(requiredProperties = "id")
public record SegmentMember(UUID id) {}
