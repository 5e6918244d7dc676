package dev.shuke.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to send as it is, right or wrong.
 *
 * @param target path and query
 * @param body null for none
 * @param chunked whether to send the body without its length
 */
record Call(String method, String target, Map<String, String> headers, byte[] body, boolean chunked) {

    static Call of(String method, String target) {
        return new Call(method, target, Map.of(), null, false);
    }

    Call as(String token) {
        return token == null ? this : with("Authorization", "Bearer " + token);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, target, more, body, chunked);
    }

    Call json(String text) {
        return with("Content-Type", "application/json").bytes(text.getBytes(UTF_8));
    }

    Call bytes(byte[] bytes) {
        return new Call(method, target, headers, bytes, chunked);
    }

    Call inChunks() {
        return new Call(method, target, headers, body, true);
    }
}
