package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an experiment is between being written and being put away. */
public enum ExperimentState {
    /** Nobody gets a variant yet, and all may be changed. */
    DRAFT,
    RUNNING,
    /** Nobody gets a variant for now. */
    PAUSED,
    /** Over for good; results go on with what comes in late. */
    STOPPED,
    /** Put away: out of the list. */
    ARCHIVED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    /** From the database, where a CHECK admits no other value. */
    static ExperimentState stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
