package dev.shuke.segment;

import java.util.UUID;

/** A rule that a segment has or has had. */
record SegmentVersion(UUID segment, int version, Rule rule) {}
