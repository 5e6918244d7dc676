package dev.shuke.keys;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code key_rotation}.
 *
 * @param column what is being sealed anew, null before the first
 * @param after the id behind which to go on there
 */
record Rotation(
        UUID id,
        RotationStep step,
        long done,
        long total,
        SealedColumn column,
        UUID after,
        Instant startedAt,
        Instant changedAt) {}
