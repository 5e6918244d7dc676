package dev.shuke.platform.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.web.ApiException;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * That a caller wants one effect for a key. Both parts are keyed digests: neither the key, which may name a person, nor
 * the body is kept.
 *
 * @param id of the caller and the key
 * @param request of the method, the address, the body, and what the caller may do, since answers are rendered by that
 */
record Claim(byte[] id, byte[] request) {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * The key that was sent, or null.
     *
     * @throws ApiException invalid_parameter
     */
    static String key(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(HEADER);
        if (sent.isEmpty()) {
            return null;
        }
        if (sent.size() > 1 || !KEY.matcher(sent.getFirst()).matches()) {
            throw ApiException.invalidParameter(HEADER, "must be 1 to 255 visible ASCII characters, sent once");
        }
        return sent.getFirst();
    }

    static Claim of(TenantKeys keys, Caller caller, String key, HttpServerRequest request, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("idempotency|request|%s %s\n%s\n"
                .formatted(request.method(), request.uri(), new TreeSet<>(caller.permissions()))
                .getBytes(UTF_8));
        content.writeBytes(body);
        return new Claim(
                keys.digest(("idempotency|claim|" + caller.subject() + "\n" + key).getBytes(UTF_8)),
                keys.digest(content.toByteArray()));
    }

    /** Where its answer is sealed. */
    String place() {
        return "idempotency_claim|answer|" + HexFormat.of().formatHex(id);
    }
}
