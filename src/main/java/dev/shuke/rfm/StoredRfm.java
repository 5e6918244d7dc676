package dev.shuke.rfm;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The settings as they are now, and when members were scored last.
 *
 * @param snapshotDate null, as {@code computedAt}, when they never were
 */
record StoredRfm(RfmSettings settings, LocalDate snapshotDate, Instant computedAt) {
    static final StoredRfm NEW = new StoredRfm(RfmSettings.DEFAULTS, null, null);
}
