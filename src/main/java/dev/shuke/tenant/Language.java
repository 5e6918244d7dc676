package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;

/** In which the merchant and its shoppers are addressed. */
public enum Language {
    CHINESE("zh-CN"),
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag. */
    @JsonValue
    public String tag() {
        return tag;
    }

    @JsonCreator
    static Language tagged(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of zh-CN, en"));
    }
}
