package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why two members were merged. */
public enum MergeCause {
    /** Somebody asked for it. */
    REQUEST,
    /** A caller named identities of both as one person's, and the tenant takes their kinds as proof. */
    POLICY,
    /** They were suspected to be one person, and somebody confirmed it. */
    DUPLICATE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MergeCause stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
