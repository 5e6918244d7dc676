package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** How a value came to be known. The later in this order is the better. */
public enum AttributeSource {
    /** A rule or a model thinks so. */
    INFERRED,
    /** It was in another system's data. */
    IMPORTED,
    /** The member or the staff said so. */
    DECLARED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static AttributeSource named(String key) {
        return Arrays.stream(values())
                .filter(source -> source.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of declared, imported, inferred"));
    }
}
