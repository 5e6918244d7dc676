package dev.shuke.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The committed OpenAPI document, as its readers take it. */
record ApiDescription(JsonNode root) {
    private static final Path COMMITTED = Path.of("openapi/openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static ApiDescription read() {
        try {
            return new ApiDescription(new ObjectMapper(new YAMLFactory()).readTree(COMMITTED.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(item -> METHODS.contains(item.getKey()))
                        .forEach(item -> found.add(new Operation(
                                this, item.getKey().toUpperCase(Locale.ROOT), path.getKey(), item.getValue()))));
        return found;
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation is called " + id));
    }

    JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? root.at(node.path("$ref").asText().substring(1))
                : node;
    }

    /** One operation; its text is its id. */
    record Operation(ApiDescription api, String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        boolean ofPlatform() {
            return node.path("description").asText().contains("Needs `tenants:manage`");
        }

        boolean ofMembers() {
            return node.path("security").findValue("member") != null;
        }

        /** By their media types; empty when it takes no body. */
        Map<String, JsonNode> bodies() {
            return fields(node.at("/requestBody/content"));
        }

        Map<String, JsonNode> answers() {
            var answers = fields(node.path("responses"));
            answers.replaceAll((_, answer) -> api.resolved(answer));
            return answers;
        }

        JsonNode answer(String status) {
            return api.resolved(node.path("responses").path(status));
        }

        Stream<String> successes() {
            return answers().keySet().stream().filter(status -> status.startsWith("2"));
        }

        /** Whether it answers JSON or nothing. */
        boolean answersNoFile() {
            return successes()
                    .map(status -> answer(status).path("content"))
                    .allMatch(content -> content.isMissingNode() || content.has("application/json"));
        }

        /** Where a media type's schema stands in the document. */
        String schemaOfAnswer(String status) {
            return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                    + "/responses/" + status + "/content/application~1json/schema";
        }

        String schemaOfBody(String type) {
            return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                    + "/requestBody/content/" + type.replace("/", "~1") + "/schema";
        }

        static Map<String, JsonNode> examples(JsonNode mediaType) {
            var examples = fields(mediaType.path("examples"));
            examples.replaceAll((_, example) -> example.path("value"));
            return examples;
        }

        private static Map<String, JsonNode> fields(JsonNode node) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            return fields;
        }

        @Override
        public String toString() {
            return id();
        }
    }
}
