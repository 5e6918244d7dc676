package dev.shuke.exports;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.segment.PinnedSegment;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that members or events are taken out into.
 *
 * @param segment null for all members
 * @param personalised false for everybody who can be reached
 * @param erasures how often somebody was erased since it was begun
 * @param caller who has asked for it, and what he was allowed then
 */
record ExportFile(
        UUID id,
        ExportKind kind,
        Purpose purpose,
        PinnedSegment segment,
        boolean personalised,
        int limit,
        int rows,
        boolean complete,
        int erasures,
        Caller caller,
        Instant createdAt,
        Instant expiresAt) {}
