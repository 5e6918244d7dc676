package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** Why a request is refused. */
public enum RefusalGround {
    NOT_IDENTIFIED,
    UNFOUNDED,
    EXCESSIVE,
    LEGAL_OBLIGATION,
    RIGHTS_OF_OTHERS;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RefusalGround named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(RefusalGround::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static RefusalGround stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
