package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What two suspects have in common. */
public enum DuplicateReason {
    SAME_NAME,
    SIMILAR_NAME,
    SAME_BIRTHDAY,
    SAME_CITY,
    SAME_EMAIL;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DuplicateReason stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
