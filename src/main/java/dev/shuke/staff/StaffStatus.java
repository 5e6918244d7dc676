package dev.shuke.staff;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far Keycloak has followed. */
public enum StaffStatus {
    /** Keycloak does not know of it yet; a job sees to it. */
    PENDING,
    ACTIVE,
    /** Is staff no more and is shown no more; the row waits for Keycloak to follow. */
    REMOVED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StaffStatus stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
