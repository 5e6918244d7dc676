package dev.shuke.attribute;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the values of an attribute are. */
public enum AttributeType {
    /** One line of at most 500 characters. */
    STRING("string"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    /** {@code 2026-05-01} */
    DATE("date"),
    /** {@code 2026-05-01T08:30:00Z}, kept in UTC to the microsecond. */
    DATETIME("datetime"),
    /** One of the texts that the definition lists. */
    ENUM("enum"),
    /** At most 20 texts of at most 100 characters, none of them twice. */
    STRING_LIST("stringList"),
    /** {@code {"latitude": 31.23, "longitude": 121.47}}, WGS 84 */
    GEO_POINT("geoPoint"),
    /** In the tenant's currency. */
    MONEY("money");

    private final String key;

    AttributeType(String key) {
        this.key = key;
    }

    @JsonValue
    public String key() {
        return key;
    }

    @JsonCreator
    static AttributeType named(String key) {
        return Arrays.stream(values())
                .filter(type -> type.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(AttributeType::key).collect(Collectors.joining(", "))));
    }
}
