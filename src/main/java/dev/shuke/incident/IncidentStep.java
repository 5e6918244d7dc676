package dev.shuke.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What was done about an incident. */
public enum IncidentStep {
    CONTAINED,
    /** The authority that watches over personal data has been told. */
    AUTHORITY_NOTIFIED,
    /** Those concerned have been told. */
    MEMBERS_NOTIFIED,
    CLOSED;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static IncidentStep stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
