package dev.shuke.platform.file;

import java.util.UUID;

/** Of which ids there are rows: from the first to the last, of members or of events. */
public record IdRange(UUID first, UUID last) {}
