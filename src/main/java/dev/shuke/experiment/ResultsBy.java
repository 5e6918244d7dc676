package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What results are broken down by: what was known of a unit at its first exposure, so that no variant has changed it. */
public enum ResultsBy {
    /** Of the scores, as it was then. */
    TIER,
    /** Of the last event until then that had one. */
    STORE,
    /** Likewise. */
    CHANNEL;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    static Optional<ResultsBy> named(String key) {
        return Arrays.stream(values()).filter(by -> by.key().equals(key)).findFirst();
    }
}
