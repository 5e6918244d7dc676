package dev.shuke.assessment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What calls for an impact assessment (PIPL article 55). */
public enum Occasion {
    SENSITIVE_DATA,
    AUTOMATED_DECISIONS,
    /** Others work with the data, get it, or it is published. */
    DISCLOSURE,
    CROSS_BORDER,
    /** Anything else that weighs heavily on people. */
    MAJOR_IMPACT;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static Occasion stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
