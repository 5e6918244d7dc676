package dev.shuke.platform.touch;

import java.time.Instant;
import java.util.UUID;

/**
 * A tenant with notes of members.
 *
 * @param since when the oldest was made
 */
public record TouchedTenant(UUID id, Instant since) {}
