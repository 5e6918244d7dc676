package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** As a member says it. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Gender named(String key) {
        return Arrays.stream(values())
                .filter(gender -> gender.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of female, male, other"));
    }
}
