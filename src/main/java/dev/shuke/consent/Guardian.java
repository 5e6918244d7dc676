package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who says it for a member under 14. */
public enum Guardian {
    PARENT,
    GUARDIAN;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static Guardian stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
