package dev.shuke.platform.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.web.ETag;
import dev.shuke.platform.web.WithETag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * A successful answer as it is kept for those who send their call again. The body is kept as it was rendered, masked,
 * rather than rendered anew: a member may have changed since, and the caller asks what became of his call.
 *
 * @param location null when there was none
 * @param etag null when the answer has none
 * @param body empty when there was none
 */
record StoredAnswer(int status, String location, String etag, byte[] body) {
    private static final String REPLAYED = "Idempotency-Replayed";

    /** @param result what a resource's method gave: a response, or its entity alone */
    static StoredAnswer of(Object result, ObjectMapper mapper) {
        RestResponse<?> response = result instanceof RestResponse<?> built ? built : null;
        Object entity = response == null ? result : response.getEntity();
        byte[] body = entity == null ? new byte[0] : json(entity, mapper);
        boolean tagged = entity != null && entity.getClass().isAnnotationPresent(WithETag.class);
        return new StoredAnswer(
                response != null ? response.getStatus() : entity == null ? 204 : 200,
                response == null ? null : response.getHeaderString(HttpHeaders.LOCATION),
                tagged ? ETag.of(body).header() : null,
                body);
    }

    RestResponse<byte[]> replay() {
        ResponseBuilder<byte[]> answer =
                ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), body.length == 0 ? null : body);
        if (location != null) {
            answer.location(URI.create(location));
        }
        if (etag != null) {
            answer.header(HttpHeaders.ETAG, etag);
        }
        return answer.type(MediaType.APPLICATION_JSON_TYPE)
                .header(REPLAYED, "true")
                .build();
    }

    /** As it is sealed: status, ETag and location in a line, and behind it the body as it is. */
    byte[] bytes() {
        byte[] head = (status + " " + Objects.requireNonNullElse(etag, "") + " "
                        + Objects.requireNonNullElse(location, "") + "\n")
                .getBytes(UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    static StoredAnswer read(byte[] bytes) {
        int end = 0;
        while (bytes[end] != '\n') {
            end++;
        }
        String[] head = new String(bytes, 0, end, UTF_8).split(" ", -1);
        return new StoredAnswer(
                Integer.parseInt(head[0]),
                head[2].isEmpty() ? null : head[2],
                head[1].isEmpty() ? null : head[1],
                Arrays.copyOfRange(bytes, end + 1, bytes.length));
    }

    private static byte[] json(Object value, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer has a JSON form", impossible);
        }
    }
}
