package dev.shuke.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Properties that a merchant names: texts, numbers, true and false, under plain keys. */
public final class FreeAttributes {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,63}");
    /** Of one thing. */
    public static final int MAX_KEYS = 50;

    private static final int MAX_TEXT = 500;

    private FreeAttributes() {}

    /**
     * @param pointer of the attributes in the body
     * @throws ApiException validation_failed, pointing at the key
     */
    public static void require(Map<String, JsonNode> sent, String pointer) {
        requireKeys(sent.keySet(), pointer);
        sent.forEach((key, value) -> require(value, pointer + "/" + key));
    }

    /**
     * Likewise of the keys alone.
     *
     * @throws ApiException validation_failed, pointing at the attributes
     */
    public static void requireKeys(Set<String> keys, String pointer) {
        if (keys.size() > MAX_KEYS) {
            throw ApiException.invalid(pointer, "must have at most " + MAX_KEYS + " keys");
        }
        if (!keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            throw ApiException.invalid(
                    pointer, "keys must start with a small letter and have letters, digits and _ only");
        }
    }

    /** @throws ApiException validation_failed, pointing at the value */
    public static Object value(JsonNode value, String pointer) {
        require(value, pointer);
        return scalar(value);
    }

    private static void require(JsonNode value, String pointer) {
        if (value.isContainerNode()) {
            throw ApiException.invalid(pointer, "must be a text, a number or true or false");
        }
        if (value.isNumber() && !PlainNumber.fits(value)) {
            throw ApiException.invalid(pointer, "must be a number in range");
        }
        try {
            if (value.isTextual()) {
                PlainText.line(value.textValue(), MAX_TEXT);
            }
        } catch (InvalidValue refused) {
            throw ApiException.invalid(pointer, refused.getMessage());
        }
    }

    /** As the database driver wants it. */
    public static Object scalar(JsonNode value) {
        return value.isTextual()
                ? value.textValue().strip()
                : value.isNumber() ? value.numberValue() : (Object) value.booleanValue();
    }
}
