package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When results may be read. */
public enum PlanKind {
    /** Once, at the planned sample size. */
    FIXED,
    /** At any time: by confidence sequences. */
    SEQUENTIAL,
    /** At planned looks, that share the error out. */
    GROUP_SEQUENTIAL;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }
}
