package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import java.util.Arrays;
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

    /** @throws dev.shuke.platform.web.ApiException invalid_parameter */
    static ExperimentState asked(String key) {
        return Arrays.stream(values())
                .filter(state -> state.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidParameter(
                        "state", "must be one of draft, running, paused, stopped, archived"));
    }

    /** From the database, where a CHECK admits no other value. */
    static ExperimentState stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
