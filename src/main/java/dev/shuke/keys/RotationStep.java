package dev.shuke.keys;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a rotation is. */
@Schema(name = "KeyRotationStep")
public enum RotationStep {
    /** Asked for; the job begins in a moment. */
    ASKED,
    /** The new key opens, the old one seals; every instance learns of the new one. */
    ADDED,
    /** The new key seals; what the old one has sealed is sealed anew, batch by batch. */
    REWRAPPING,
    /** All is sealed anew; what lives a day at most runs out. */
    SETTLING,
    /** The old key is disabled. */
    DONE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RotationStep named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
