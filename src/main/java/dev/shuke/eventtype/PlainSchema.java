package dev.shuke.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.LinearPattern;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of JSON Schema that tenants may write. Without references every part of a schema is met at most once for each
 * value, so that checking an event costs what the schema and the event are long.
 */
final class PlainSchema {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_SCHEMAS = 100;
    private static final int MAX_PATTERN = 200;
    /** All patterns together, repetitions written out: what matching costs for each character. */
    private static final int MAX_STEPS = LinearPattern.MAX_STEPS;

    private static final Set<String> VALUES = Set.of(
            "type",
            "enum",
            "const",
            "required",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "uniqueItems",
            "format",
            "title",
            "description",
            "default",
            "examples",
            "deprecated");
    private static final Set<String> ONE = Set.of("items", "additionalProperties", "not");
    private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final List<FieldError> errors = new ArrayList<>();
    private int schemas;
    private long steps;

    private PlainSchema() {}

    /**
     * @param pointer of the schema in the body
     * @return what of it is not allowed, empty when all is
     */
    static List<FieldError> errors(JsonNode schema, String pointer) {
        PlainSchema checked = new PlainSchema();
        checked.check(schema, pointer, 0);
        if (checked.schemas > MAX_SCHEMAS) {
            checked.errors.add(FieldError.at(pointer, "must have at most " + MAX_SCHEMAS + " schemas in it"));
        }
        if (checked.steps > MAX_STEPS) {
            checked.errors.add(FieldError.at(pointer, "must have shorter patterns, or fewer repetitions in them"));
        }
        return checked.errors;
    }

    /** How many schemas are in it, itself one of them. */
    static int size(JsonNode schema) {
        PlainSchema counted = new PlainSchema();
        counted.check(schema, "", 0);
        return counted.schemas;
    }

    private void check(JsonNode schema, String pointer, int depth) {
        schemas++;
        if (depth > MAX_DEPTH) {
            errors.add(FieldError.at(pointer, "must be at most " + MAX_DEPTH + " schemas deep"));
        } else if (schema.isObject()) {
            schema.properties().forEach(keyword -> check(keyword, pointer, depth));
        } else if (!schema.isBoolean()) {
            errors.add(FieldError.at(pointer, "must be a schema"));
        }
    }

    private void check(Map.Entry<String, JsonNode> keyword, String parent, int depth) {
        String name = keyword.getKey();
        JsonNode value = keyword.getValue();
        String pointer = parent + "/" + BodyErrors.shown(name);
        if (ONE.contains(name)) {
            check(value, pointer, depth + 1);
        } else if (SEVERAL.contains(name)) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), pointer + "/" + i, depth + 1);
            }
        } else if (name.equals("properties")) {
            value.properties()
                    .forEach(field ->
                            check(field.getValue(), pointer + "/" + BodyErrors.shown(field.getKey()), depth + 1));
        } else if (name.equals("pattern")) {
            requireCheap(value, pointer);
        } else if (!VALUES.contains(name)
                && !(name.equals("$schema") && depth == 0 && DIALECT.equals(value.asText()))) {
            errors.add(FieldError.at(pointer, "is not a keyword that can be used here"));
        }
    }

    /** Its steps before it is compiled: that costs as much as matching one character. */
    private void requireCheap(JsonNode pattern, String pointer) {
        if (!pattern.isTextual()
                || pattern.textValue().length() > MAX_PATTERN
                || LinearPattern.steps(pattern.textValue()) <= MAX_STEPS
                        && !LinearPattern.usable(pattern.textValue())) {
            errors.add(FieldError.at(
                    pointer,
                    "must be a pattern of at most " + MAX_PATTERN
                            + " characters, without look-around and back references"));
        } else {
            steps += LinearPattern.steps(pattern.textValue());
        }
    }
}
