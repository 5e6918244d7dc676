package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.FreeAttributes;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A change of a member's further properties.
 *
 * @param values to write
 * @param removed keys to take away
 */
record Attributes(JsonObject values, String[] removed) {
    static final Attributes UNCHANGED = new Attributes(new JsonObject(), new String[0]);

    /**
     * @param sent null when the body has none
     * @throws ApiException validation_failed, pointing at the key
     */
    static Attributes of(Map<String, JsonNode> sent) {
        if (sent == null) {
            return UNCHANGED;
        }
        FreeAttributes.require(sent, "/attributes");
        JsonObject values = new JsonObject();
        sent.forEach((key, value) -> {
            if (!value.isNull()) {
                values.put(key, FreeAttributes.scalar(value));
            }
        });
        return new Attributes(
                values,
                sent.keySet().stream().filter(key -> sent.get(key).isNull()).toArray(String[]::new));
    }

    /**
     * @param kept how many the member would have; a failure undoes the change
     * @throws ApiException validation_failed
     */
    static void requireRoom(int kept) {
        if (kept > FreeAttributes.MAX_KEYS) {
            throw ApiException.invalid(
                    "/attributes", "must leave the member with at most " + FreeAttributes.MAX_KEYS + " keys");
        }
    }
}
