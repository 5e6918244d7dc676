package dev.shuke.tenant;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of the events of somebody who is erased. */
public enum ErasedEvents {
    /** They keep what they say of the trade, without their props and under an id that leads to nobody. */
    PSEUDONYMISED,
    DELETED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static ErasedEvents named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(ErasedEvents::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value. */
    static ErasedEvents stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
