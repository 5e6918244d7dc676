package dev.shuke.retention;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What is done to events that are over age. */
public enum RetentionAction {
    /** They keep what they say of the trade, without their props and without anybody whose they were. */
    ANONYMISE,
    DELETE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RetentionAction named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(RetentionAction::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value. */
    static RetentionAction stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
