package dev.shuke.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How it is known that a member is concerned. */
public enum AffectedBy {
    /** Somebody has named him. */
    ID,
    /** He was in a segment. */
    SEGMENT,
    /** The audit log tells that his record was opened or changed. */
    AUDIT_LOG;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static AffectedBy stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
