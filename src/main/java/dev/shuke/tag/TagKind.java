package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** The first level of the tree: what a tag speaks of. */
public enum TagKind {
    /** Who somebody is: has a dog, is a student. */
    ATTRIBUTE,
    /** What somebody does: buys at night, pays by card. */
    BEHAVIOUR,
    /** What somebody is worth: loyal, about to leave. */
    VALUE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static TagKind named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of attribute, behaviour, value"));
    }
}
