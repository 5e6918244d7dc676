package dev.shuke.house;

import static dev.shuke.testing.ApiCall.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shuke.house.ApiDescription.Operation;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import java.util.List;
import java.util.Map;

/** Sends the examples of requests to the running API. */
final class ExampleCaller extends ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExampleCaller() {}

    /** @param body missing when the answer has none */
    record Answer(String status, JsonNode body, Response response) {}

    /** What the running API says of itself. */
    static ApiDescription document() {
        try {
            return new ApiDescription(
                    JSON.readTree(given().get("/q/openapi?format=json").asString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bodies to send: of JSON, each example; nothing, once, when the operation takes no body. */
    static List<JsonNode> requests(Operation operation) {
        Map<String, JsonNode> bodies = operation.bodies();
        if (bodies.isEmpty()) {
            return List.of(MissingNode.getInstance());
        }
        return List.copyOf(Operation.examples(bodies.get(type(bodies))).values());
    }

    /** JSON, or else the first that has an example. */
    private static String type(Map<String, JsonNode> bodies) {
        return bodies.containsKey("application/json")
                ? "application/json"
                : bodies.keySet().stream()
                        .filter(type -> !Operation.examples(bodies.get(type)).isEmpty())
                        .findFirst()
                        .orElseThrow();
    }

    /** The id of the first thing in a list. */
    static String first(ExampleTenant tenant, Operation operation, String list) {
        return as(tenant.token(operation)).get(list).path("items[0].id");
    }

    /** The id of a member that the examples do not tell of. */
    static String another(ExampleTenant tenant, Operation operation, String device) {
        return as(tenant.token(operation))
                .body("{\"identities\":[{\"kind\":\"device\",\"value\":\"" + device + "\"}]}")
                .post("/v1/members")
                .path("id");
    }

    static Answer call(ExampleTenant tenant, Operation operation, JsonNode body) {
        var request = as(tenant.token(operation));
        if (body.isTextual()) {
            request.contentType(type(operation.bodies())).body(body.textValue().getBytes(UTF_8));
        } else if (!body.isMissingNode()) {
            request.body(tenant.body(body).toString());
        }
        Response response = request.request(operation.method(), tenant.path(operation));
        String text = response.asString();
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(
                    operation + " answers its example " + body + " with " + response.statusCode() + " " + text);
        }
        try {
            return new Answer(
                    Integer.toString(response.statusCode()),
                    text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text),
                    response);
        } catch (JsonProcessingException e) {
            throw new AssertionError(operation + " answers no JSON: " + text, e);
        }
    }
}
