package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** When a segment's rule is evaluated. */
public enum SegmentKind {
    /** Whenever something is written of a member, and as time goes by; see {@link Membership}. */
    DYNAMIC,
    /** Once for each version, when it is made. The purpose's condition is evaluated at each read all the same. */
    FROZEN;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static SegmentKind named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of dynamic, frozen"));
    }

    /** From the database, where a CHECK admits no other value. */
    static SegmentKind stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
