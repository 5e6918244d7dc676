package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.house.ApiDescription.Operation;
import dev.shuke.house.ExampleCaller.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the examples of one operation against its schemas and against what the running API does with them.
 *
 * @param keycloak whether the API has one: without it, what Keycloak has to follow is accepted for later
 */
record ExampleCheck(ApiDescription api, ApiSchema schema, boolean keycloak) {
    private static final String LATER = "202";

    static ExampleCheck ofTheRunningApi(boolean keycloak) {
        ApiDescription api = ExampleCaller.document();
        return new ExampleCheck(api, new ApiSchema(api), keycloak);
    }

    /** That every body has an example, every answer too, and each fits its schema. */
    void fits(Operation operation) {
        requestsFit(operation);
        answersFit(operation);
    }

    /** Sends the examples until every answer that has an example was seen: creating the same again is an update. */
    void holds(Operation operation) {
        var tenant = ExampleTenant.of(this, operation);
        Set<String> expected = expected(operation);
        for (JsonNode request : ExampleCaller.requests(operation)) {
            Set<String> seen = new TreeSet<>();
            seen.add(check(operation, ExampleCaller.call(tenant, operation, request)));
            if (expected.size() > seen.size()) {
                seen.add(check(operation, ExampleCaller.call(tenant, operation, request)));
            }
            expected.removeAll(seen);
        }
        assertThat(expected)
                .as("answers of %s that have an example and were never given", operation)
                .isEmpty();
    }

    private Set<String> expected(Operation operation) {
        Set<String> expected = new TreeSet<>();
        operation
                .successes()
                .filter(status -> !examples(operation, status).isEmpty())
                .forEach(expected::add);
        if (expected.size() > 1 && expected.contains(LATER)) {
            expected.removeIf(status -> keycloak == status.equals(LATER));
        }
        return expected;
    }

    private String check(Operation operation, Answer answer) {
        JsonNode told = operation.answer(answer.status());
        assertThat(told.isMissingNode())
                .as("%s answers %s, which is not documented", operation, answer.status())
                .isFalse();
        told.path("headers").properties().forEach(header -> {
            if (api.resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.response().header(header.getKey()))
                        .as(header.getKey())
                        .isNotBlank();
            }
        });
        if (told.path("content").isMissingNode()) {
            assertThat(answer.body().isMissingNode())
                    .as("%s answers a body: %s", operation, answer.body())
                    .isTrue();
            return answer.status();
        }
        if (!told.at("/content/application~1json").isObject()) {
            return answer.status(); // lines or a file
        }
        assertThat(schema.faults(operation.schemaOfAnswer(answer.status()), answer.body()))
                .as("%s answers %s, which breaks its schema", operation, answer.body())
                .isEmpty();
        assertThat(answer.body().path("rejected"))
                .as("%s rejects its own example", operation)
                .isEmpty();
        List<List<String>> differences = examples(operation, answer.status()).values().stream()
                .map(example -> ApiSchema.differences(example, answer.body()))
                .toList();
        assertThat(differences)
                .as("%s %s: no example looks like %s", operation, answer.status(), answer.body())
                .anyMatch(List::isEmpty);
        return answer.status();
    }

    private void requestsFit(Operation operation) {
        operation.bodies().forEach((type, body) -> {
            if (type.endsWith("json") && !type.endsWith("ndjson")) {
                var examples = Operation.examples(body);
                assertThat(examples)
                        .as("%s: put an @ExampleObject into its @RequestBody", operation)
                        .isNotEmpty();
                examples.values().forEach(example -> fits(operation, operation.schemaOfBody(type), example));
            }
        });
    }

    private void answersFit(Operation operation) {
        operation
                .successes()
                .filter(status -> operation
                        .answer(status)
                        .at("/content/application~1json")
                        .isObject())
                .forEach(status -> {
                    var examples = examples(operation, status);
                    if (examples.isEmpty()) {
                        fail(
                                "%s has no example of its answer %s: write src/main/resources/openapi/examples/%s.json",
                                operation, status, operation);
                    }
                    examples.values().forEach(example -> fits(operation, operation.schemaOfAnswer(status), example));
                });
    }

    private void fits(Operation operation, String pointer, JsonNode example) {
        assertThat(schema.faults(pointer, example))
                .as("%s: the example %s", operation, example)
                .isEmpty();
    }

    private static Map<String, JsonNode> examples(Operation operation, String status) {
        return Operation.examples(operation.answer(status).at("/content/application~1json"));
    }
}
