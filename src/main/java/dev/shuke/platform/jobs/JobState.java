package dev.shuke.platform.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of long work. */
public enum JobState {
    /** Nobody has begun. */
    QUEUED,
    RUNNING,
    /** To be ended after the step it is at. */
    CANCELLING,
    /** What was done until then stays. */
    CANCELLED,
    SUCCEEDED,
    /** Likewise. */
    FAILED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen. */
    public boolean ended() {
        return this == CANCELLED || this == SUCCEEDED || this == FAILED;
    }

    /** From the database, where a CHECK admits no other value. */
    static JobState stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
