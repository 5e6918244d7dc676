package dev.shuke.purpose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What allows a use of data. */
public enum Basis {
    /** Of whoever has agreed. */
    CONSENT,
    /** The merchant's own: of whoever has not objected. */
    INTEREST,
    /** What the member has ordered cannot be had without it. */
    CONTRACT,
    /** A law demands it. */
    LAW;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static Basis stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Whether members have a say in it. */
    public boolean isAsked() {
        return this == CONSENT || this == INTEREST;
    }
}
