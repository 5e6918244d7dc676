package dev.shuke.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the rows of a file are written. */
public enum ImportFormat {
    CSV,
    NDJSON;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From the database, where a CHECK admits no other value. */
    static ImportFormat stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
