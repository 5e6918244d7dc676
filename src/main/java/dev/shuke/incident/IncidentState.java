package dev.shuke.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the answer to an incident is. */
public enum IncidentState {
    OPEN,
    /** It goes on no more. */
    CONTAINED,
    /** The authority or the members have been told. */
    NOTIFIED,
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

    static IncidentState stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
