package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** How far a request is. */
public enum PrivacyRequestState {
    RECEIVED,
    /** It is known that the member himself asks. */
    VERIFIED,
    IN_PROGRESS,
    COMPLETED,
    REFUSED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static PrivacyRequestState named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(PrivacyRequestState::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static PrivacyRequestState stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
