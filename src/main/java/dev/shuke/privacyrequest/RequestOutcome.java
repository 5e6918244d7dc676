package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What has come of a request. */
public enum RequestOutcome {
    DONE,
    /** A legal hold barred the erasure: the data is restricted instead. */
    RESTRICTED,
    /** It was done, and taken back since. */
    LIFTED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RequestOutcome named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(RequestOutcome::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static RequestOutcome stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
