package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What a machine decides about a member. */
public enum DecisionKind {
    /** That he is in a segment. */
    SEGMENT,
    /** What he is foretold to do. */
    SCORE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static DecisionKind named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(DecisionKind::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static DecisionKind stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }
}
