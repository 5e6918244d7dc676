package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a metric is for. */
public enum MetricRole {
    /** The one that decides. */
    PRIMARY,
    SECONDARY,
    /** Must not get worse. */
    GUARDRAIL;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }
}
