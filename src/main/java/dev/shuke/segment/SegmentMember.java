package dev.shuke.segment;

import java.util.UUID;

/** A member of a segment. */
public record SegmentMember(UUID id) {}
