package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What gets a variant. */
public enum ExperimentUnit {
    /** A member by id. */
    MEMBER,
    /** Likewise, known or not: a device is an identity of a member who may have no other. */
    DEVICE,
    /** A store with all who buy in it. */
    STORE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    /** From the database, where a CHECK admits no other value. */
    static ExperimentUnit stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
