package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** How it became known that the member himself asks. */
public enum VerificationMethod {
    /** He asked in a session of his own. */
    MEMBER_SESSION,
    IN_PERSON,
    CALL_BACK,
    ONE_TIME_CODE,
    ID_DOCUMENT;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static VerificationMethod named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(VerificationMethod::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static VerificationMethod stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
