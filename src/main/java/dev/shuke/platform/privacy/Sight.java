package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of a {@link FieldGroup} a caller sees, from nothing on. A higher one includes the lower. */
public enum Sight {
    /** Absent from bodies, and of no effect on anything that the caller gets. */
    NONE,
    /** In counts of at least ten, rounded: of no person. */
    AGGREGATE,
    /** The surname; the band of an amount; the last 90 days; whether and not how a consent was given. */
    PARTIAL,
    /** As the types show themselves: {@code 138****5678}. */
    MASKED,
    /** Everything that is shown at all. */
    FULL,
    /** Masked, and in clear text one by one, for a purpose and a reason. */
    REVEAL;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Sight> named(String key) {
        return Arrays.stream(values()).filter(sight -> sight.key().equals(key)).findFirst();
    }

    public boolean atLeast(Sight other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return key();
    }
}
