package dev.shuke.app;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far Keycloak has followed. */
public enum AppStatus {
    /** Keycloak does not know of the last change yet; a job sees to it. */
    PENDING,
    ACTIVE,
    /** Is shown no more; the row waits for Keycloak to follow. */
    REMOVED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AppStatus stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
