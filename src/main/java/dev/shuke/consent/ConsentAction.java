package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a question. All but the first forbid the use. */
public enum ConsentAction {
    GIVEN,
    REFUSED,
    WITHDRAWN,
    /** It was given for a time that is over. */
    EXPIRED,
    /** It should not have been taken for given: asked wrongly, or of somebody who could not say. */
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

    static ConsentAction stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
