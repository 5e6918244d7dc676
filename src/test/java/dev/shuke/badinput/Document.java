package dev.shuke.badinput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations of the app's own OpenAPI document: a new one is attacked without a word here. */
record Document(JsonNode paths) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** @param example of a body; null when the operation takes none */
    record Documented(String method, String path, boolean takesBody, JsonNode example, boolean paged) {}

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

    private static Documented operation(String path, String method, JsonNode operation) {
        JsonNode body = operation.path("requestBody").path("content");
        JsonNode examples = body.path("application/json").path("examples");
        boolean paged = operation.path("parameters").findValuesAsText("name").contains("cursor");
        return new Documented(
                method.toUpperCase(Locale.ROOT),
                path,
                !body.isMissingNode(),
                examples.isEmpty() ? null : examples.iterator().next().get("value"),
                paged);
    }
}
