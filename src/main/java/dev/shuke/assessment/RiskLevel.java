package dev.shuke.assessment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much risk is left with the measures taken. */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static RiskLevel stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
