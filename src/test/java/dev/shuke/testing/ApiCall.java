package dev.shuke.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** A call of the running app, put together and sent by the method that is named as the HTTP method. */
public final class ApiCall {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One for each running app: it has test classes of its own. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String APP = ConfigProvider.getConfig().getValue("test.url", String.class);

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, String> inPath = new HashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();

    private ApiCall() {}

    /** By nobody. */
    public static ApiCall given() {
        return new ApiCall();
    }

    /** By the one with this token; if it has a body, of JSON. */
    public static ApiCall as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    /** Where the running app listens. */
    public static int port() {
        return URI.create(APP).getPort();
    }

    /** One more, or instead of one with the same name; with several values it is sent several times. */
    public ApiCall header(String name, Object... values) {
        headers.put(name, Arrays.stream(values).map(Object::toString).toList());
        return this;
    }

    public ApiCall contentType(String type) {
        return header("Content-Type", type);
    }

    /** One more parameter of the query. */
    public ApiCall queryParam(String name, Object value) {
        parameters.add(part(name) + "=" + part(value.toString()));
        return this;
    }

    public ApiCall queryParams(Map<String, ?> values) {
        values.forEach(this::queryParam);
        return this;
    }

    /** What stands in the path for {@code {name}}. */
    public ApiCall pathParam(String name, String value) {
        inPath.put("{" + name + "}", value);
        return this;
    }

    public ApiCall pathParams(Map<String, String> values) {
        values.forEach(this::pathParam);
        return this;
    }

    /** Text and bytes as they are, anything else as JSON. */
    public ApiCall body(Object content) {
        try {
            body = BodyPublishers.ofByteArray(
                    content instanceof byte[] bytes
                            ? bytes
                            : content instanceof String text ? text.getBytes(UTF_8) : JSON.writeValueAsBytes(content));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Response get(String path) {
        return request("GET", path);
    }

    public Response post(String path) {
        return request("POST", path);
    }

    public Response put(String path) {
        return request("PUT", path);
    }

    public Response patch(String path) {
        return request("PATCH", path);
    }

    public Response delete(String path) {
        return request("DELETE", path);
    }

    /** @param path with its query, not yet encoded; or a whole address, as the app tells some */
    public Response request(String method, String path) {
        URI target =
                path.startsWith("http") ? URI.create(path) : URI.create(APP).resolve(encoded(path));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(PATIENCE).method(method, body);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        try {
            return new Response(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + method + " " + target, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private String encoded(String path) {
        String[] parts = path.split("\\?", 2);
        if (parts.length > 1) {
            Arrays.stream(parts[1].split("&"))
                    .map(parameter -> parameter.split("=", 2))
                    .forEach(parameter -> queryParam(parameter[0], parameter.length > 1 ? parameter[1] : ""));
        }
        String encoded = Arrays.stream(parts[0].split("/", -1))
                .map(part -> part(inPath.getOrDefault(part, part)))
                .collect(joining("/"));
        return parameters.isEmpty() ? encoded : encoded + "?" + String.join("&", parameters);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
