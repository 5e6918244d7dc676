package dev.shuke.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has happened to personal data (PIPL article 57). */
public enum IncidentKind {
    /** Somebody has it who must not; a breach of confidentiality. */
    LEAK,
    /** Somebody has changed it. */
    TAMPERING,
    /** It is gone, or cannot be got at. */
    LOSS;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static IncidentKind stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
