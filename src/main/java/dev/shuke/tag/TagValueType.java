package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.attribute.AttributeType;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;

/** What the value of a tag is, of those that have one. */
public enum TagValueType {
    STRING(AttributeType.STRING),
    NUMBER(AttributeType.NUMBER),
    ENUM(AttributeType.ENUM);

    private final AttributeType type;

    TagValueType(AttributeType type) {
        this.type = type;
    }

    AttributeType type() {
        return type;
    }

    @JsonValue
    public String key() {
        return type.key();
    }

    @JsonCreator
    static TagValueType named(String key) {
        return Arrays.stream(values())
                .filter(type -> type.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of string, number, enum"));
    }
}
