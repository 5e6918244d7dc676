package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A change of a member's further properties.
 *
 * @param values to write
 * @param removed keys to take away
 */
record Attributes(JsonObject values, String[] removed) {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,63}");
    private static final int MAX_KEYS = 50;
    private static final int MAX_TEXT = 500;

    static final Attributes UNCHANGED = new Attributes(new JsonObject(), new String[0]);

    /**
     * @param sent null when the body has none
     * @throws ApiException validation_failed, pointing at the key
     */
    static Attributes of(Map<String, JsonNode> sent) {
        if (sent == null) {
            return UNCHANGED;
        }
        if (sent.size() > MAX_KEYS) {
            throw ApiException.invalid("/attributes", "must have at most " + MAX_KEYS + " keys");
        }
        JsonObject values = new JsonObject();
        sent.forEach((key, value) -> {
            require(key, value);
            if (!value.isNull()) {
                values.put(key, scalar(value));
            }
        });
        return new Attributes(
                values,
                sent.keySet().stream().filter(key -> sent.get(key).isNull()).toArray(String[]::new));
    }

    /**
     * @param kept all that the member would have; a failure undoes the change
     * @throws ApiException validation_failed
     */
    static void requireRoom(Map<String, Object> kept) {
        if (kept.size() > MAX_KEYS) {
            throw ApiException.invalid("/attributes", "must leave the member with at most " + MAX_KEYS + " keys");
        }
    }

    private static void require(String key, JsonNode value) {
        if (!KEY.matcher(key).matches()) {
            throw ApiException.invalid(
                    "/attributes", "keys must start with a small letter and have letters, digits and _ only");
        }
        String pointer = "/attributes/" + key;
        if (value.isContainerNode()) {
            throw ApiException.invalid(pointer, "must be a text, a number or true or false");
        }
        if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
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

    private static Object scalar(JsonNode value) {
        return value.isTextual()
                ? value.textValue().strip()
                : value.isNumber() ? value.numberValue() : (Object) value.booleanValue();
    }
}
