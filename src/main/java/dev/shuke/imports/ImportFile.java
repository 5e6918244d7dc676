package dev.shuke.imports;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that has arrived, for who works it off.
 *
 * @param columns null for a format that has none
 * @param sentBy the subject of a token
 */
record ImportFile(
        UUID id,
        ImportKind kind,
        ImportFormat format,
        boolean dryRun,
        Columns columns,
        int chunks,
        String sentBy,
        Instant expiresAt) {}
