package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** Who says that a member has a tag. */
public enum TagSource {
    /** A model thinks so. */
    MODEL(1),
    /** A rule of the merchant says so. */
    RULE(2),
    /** Shuke has worked it out. */
    SYSTEM(2),
    /** It was in another system's data. */
    IMPORT(3),
    /** The staff say so. */
    MANUAL(4);

    private final int rank;

    TagSource(int rank) {
        this.rank = rank;
    }

    /** The better the higher. Of two that are equally good, the newer one counts. */
    int rank() {
        return rank;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static TagSource named(String key) {
        return Arrays.stream(values())
                .filter(source -> source.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of manual, import, model"));
    }
}
