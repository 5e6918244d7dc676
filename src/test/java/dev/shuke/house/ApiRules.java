package dev.shuke.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reader of the OpenAPI document, and a generator of clients, may rely on. Each rule answers a line for every
 * breach; none is a warning.
 */
record ApiRules(ApiDescription api) {
    private static final Map<String, String> VERBS = Map.of(
            "GET", "read|list|export|who",
            "PUT", "upsert|set|replace",
            "PATCH", "update",
            "DELETE", "delete|remove|cancel",
            "POST", "(?!read|list|get|post|put)[a-z]+");

    /** Calls that read, that are the same twice by a key of their own, or whose answers may not be kept. */
    private static final Set<String> WITHOUT_IDEMPOTENCY_KEY = Set.of(
            "lookupMember",
            "revealMember",
            "previewSegment",
            "compareSegment",
            "overlapSegments",
            "checkConsents",
            "computeSampleSize",
            "computePower",
            "computeDetectableEffect",
            "estimateDuration",
            "estimateDesignEffect",
            "comparePilot",
            "compareCohorts",
            "assignExperiments",
            "ingestEvents",
            "ingestOwnEvents",
            "startImport",
            "createMemberSession",
            "rotateTenantKeys",
            "createTenant",
            "suspendTenant",
            "resumeTenant",
            "inviteStaff",
            "createApp",
            "rotateAppSecret");

    List<String> breaches() {
        List<String> found = new ArrayList<>();
        header(found);
        api.operations().forEach(operation -> {
            told(operation, found);
            named(operation, found);
            addressed(operation, found);
            answered(operation, found);
            repeated(operation, found);
        });
        unique(found);
        schemas(found);
        references(found);
        return found;
    }

    private void header(List<String> found) {
        for (String place : List.of(
                "/info/title",
                "/info/version",
                "/info/description",
                "/info/contact",
                "/info/license/name",
                "/info/license/url",
                "/servers/0/url")) {
            expect(!api.root().at(place).isMissingNode(), "the document has no " + place, found);
        }
        Set<String> defined = new HashSet<>();
        api.root().path("tags").forEach(tag -> {
            defined.add(tag.path("name").asText());
            expect(tag.hasNonNull("description"), "the tag " + tag.path("name") + " has no description", found);
        });
        api.operations()
                .forEach(operation -> operation
                        .node()
                        .path("tags")
                        .forEach(tag -> expect(
                                defined.contains(tag.asText()), operation + " has the unknown tag " + tag, found)));
    }

    private static void told(ApiDescription.Operation operation, List<String> found) {
        JsonNode node = operation.node();
        expect(node.path("tags").size() == 1, operation + " must have one tag", found);
        String summary = node.path("summary").asText();
        expect(!summary.isBlank() && !summary.endsWith("."), operation + " needs a summary without a full stop", found);
        expect(
                node.path("description").asText().contains("Needs "),
                operation + " needs a description and the permission in it",
                found);
        expect(!node.path("security").isEmpty(), operation + " says not who may call it", found);
        node.path("parameters")
                .forEach(parameter -> expect(
                        parameter.has("$ref")
                                || parameter.hasNonNull("description")
                                || parameter.path("in").asText().equals("path"),
                        operation + " has a parameter without a description: " + parameter.path("name"),
                        found));
    }

    private static void named(ApiDescription.Operation operation, List<String> found) {
        String verbs = VERBS.get(operation.method());
        expect(
                operation.id().matches("(" + verbs + ")([A-Z][a-z0-9]*)*"),
                operation + " " + operation.method() + ": an operationId begins with one of " + verbs,
                found);
        boolean page = operation
                .answer("200")
                .at("/content/application~1json/schema/$ref")
                .asText()
                .endsWith("Page");
        expect(
                !page || operation.id().startsWith("list"),
                operation + " answers a page and is not called list…",
                found);
    }

    private static void addressed(ApiDescription.Operation operation, List<String> found) {
        Set<String> inPath = new TreeSet<>();
        Pattern.compile("\\{(\\w+)}").matcher(operation.path()).results().forEach(name -> inPath.add(name.group(1)));
        Set<String> told = new TreeSet<>();
        operation.node().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("path")) {
                told.add(parameter.path("name").asText());
            }
        });
        expect(inPath.equals(told), operation + " has " + inPath + " in its path and tells of " + told, found);
        expect(
                operation.path().matches("(/(v1|[a-z][a-z0-9-]*|\\{[a-zA-Z]+}))+"),
                operation + ": a path is of lower case words",
                found);
    }

    private static void answered(ApiDescription.Operation operation, List<String> found) {
        expect(operation.successes().findAny().isPresent(), operation + " never succeeds", found);
        Stream.of("400", "401", "403", "500", "503")
                .forEach(status -> expect(
                        !operation.answer(status).isMissingNode(), operation + " tells not of " + status, found));
        operation.answers().forEach((status, answer) -> {
            expect(
                    answer.hasNonNull("description")
                            && answer.path("description").asText().length() > 1,
                    operation + " " + status + " has no description",
                    found);
            String schema =
                    answer.at("/content/application~1problem+json/schema/$ref").asText();
            expect(
                    !status.matches("[45]..") || schema.endsWith("/Problem"),
                    operation + " " + status + " is not a problem document",
                    found);
        });
    }

    private static void repeated(ApiDescription.Operation operation, List<String> found) {
        boolean key = operation.node().path("parameters").findValuesAsText("$ref").stream()
                .anyMatch(reference -> reference.endsWith("/IdempotencyKey"));
        boolean needed = operation.method().equals("POST") && !WITHOUT_IDEMPOTENCY_KEY.contains(operation.id());
        expect(key == needed, operation + (needed ? " needs @Idempotent" : " takes an Idempotency-Key"), found);
    }

    private void unique(List<String> found) {
        Set<String> seen = new HashSet<>();
        api.operations()
                .forEach(
                        operation -> expect(seen.add(operation.id()), "two operations are called " + operation, found));
    }

    private void schemas(List<String> found) {
        api.root().at("/components/schemas").properties().forEach(schema -> {
            expect(
                    schema.getKey().matches("[A-Z][A-Za-z0-9]*")
                            && !schema.getKey().matches(".*(View|Dto|DTO|Impl)[0-9]*"),
                    "the schema " + schema.getKey() + " shows a name of the code",
                    found);
        });
        everywhere(api.root().at("/components"), node -> {
            Set<String> values = new HashSet<>();
            node.path("enum").forEach(value -> {
                expect(!value.isNull(), "an enum has null: " + node, found);
                expect(values.add(value.toString()), "an enum has a value twice: " + node, found);
            });
            expect(
                    !node.path("enum").isArray() || node.path("type").isTextual(),
                    "an enum without one type: " + node,
                    found);
        });
    }

    private void references(List<String> found) {
        Set<String> used = new HashSet<>();
        everywhere(api.root(), node -> {
            if (node.path("$ref").isTextual()) {
                String pointer = node.path("$ref").asText().substring(1);
                used.add(pointer);
                expect(!api.root().at(pointer).isMissingNode(), "nothing is at " + pointer, found);
            }
        });
        for (String kind : List.of("schemas", "responses", "parameters", "headers", "examples")) {
            api.root()
                    .at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> expect(
                            used.contains("/components/" + kind + "/" + name),
                            "nobody uses " + kind + " " + name,
                            found));
        }
    }

    private static void everywhere(JsonNode node, java.util.function.Consumer<JsonNode> visit) {
        visit.accept(node);
        node.forEach(child -> everywhere(child, visit));
    }

    private static void expect(boolean holds, String breach, List<String> found) {
        if (!holds) {
            found.add(breach);
        }
    }
}
