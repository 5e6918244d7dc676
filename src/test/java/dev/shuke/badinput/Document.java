package dev.shuke.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations of the app's own OpenAPI document: a new one is attacked without a word here. */
record Document(JsonNode paths) {
    private static final String JSON = "application/json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /**
     * @param bodyType a media type that the operation takes, JSON if it does
     * @param example of a body; null when the operation takes none
     */
    record Documented(String method, String path, boolean takesBody, String bodyType, JsonNode example, boolean paged) {
        /** Whether the body is JSON. */
        boolean takesJson() {
            return takesBody && bodyType.equals(JSON);
        }

        Call with(String body, Call call) {
            return call.with("Content-Type", bodyType).bytes(body.getBytes(UTF_8));
        }
    }

    static Document of(Wire wire) {
        try {
            return new Document(new ObjectMapper()
                    .readTree(
                            wire.send(Call.of("GET", "/q/openapi?format=json")).body())
                    .get("paths"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Documented> operations() {
        List<Documented> operations = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(operation(path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    Set<String> methods(String path) {
        Set<String> methods = new java.util.TreeSet<>();
        paths.get(path).fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
        return methods;
    }

    /** Whether the method of another path answers there too: {@code /consents/history} is a {@code /consents/{purpose}}. */
    boolean answersElsewhere(String method, String path) {
        return paths.properties().stream()
                .filter(other -> path.matches(other.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .anyMatch(other -> other.getValue().has(method.toLowerCase(Locale.ROOT)));
    }

    private static Documented operation(String path, String method, JsonNode operation) {
        JsonNode body = operation.path("requestBody").path("content");
        String type =
                body.isEmpty() || body.has(JSON) ? JSON : body.fieldNames().next();
        JsonNode examples = body.path(type).path("examples");
        boolean paged = operation.path("parameters").findValuesAsText("name").contains("cursor");
        return new Documented(
                method.toUpperCase(Locale.ROOT),
                path,
                !body.isMissingNode(),
                type,
                examples.isEmpty() ? null : examples.iterator().next().get("value"),
                paged);
    }
}
