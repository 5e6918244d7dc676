package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How it stands between a member and a purpose. */
public enum ConsentState {
    /** Members are not asked. */
    NOT_NEEDED,
    /** The member has said nothing. */
    NOT_ASKED,
    GIVEN,
    REFUSED,
    WITHDRAWN,
    EXPIRED,
    INVALIDATED;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static ConsentState of(ConsentAction said) {
        return said == null ? NOT_ASKED : valueOf(said.name());
    }
}
