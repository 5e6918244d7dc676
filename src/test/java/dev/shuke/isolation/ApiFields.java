package dev.shuke.isolation;

import static dev.shuke.testing.ApiCall.given;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a schema of the running app's own document, those of its parts by their path. */
final class ApiFields {
    /** Parts that are one thing to whoever may see them. */
    private static final Set<String> WHOLE = Set.of("Money", "AmountBand", "EventReference");

    private ApiFields() {}

    static Set<String> of(String schema) {
        Map<String, Map<String, Object>> schemas = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("components.schemas");
        Set<String> fields = new TreeSet<>();
        add(schemas, schema, "", fields);
        return fields;
    }

    private static void add(
            Map<String, Map<String, Object>> schemas, String schema, String before, Set<String> fields) {
        Map<?, ?> properties = (Map<?, ?>) schemas.get(schema).get("properties");
        properties.forEach((name, property) -> {
            String part = part((Map<?, ?>) property);
            boolean nested =
                    part != null && !WHOLE.contains(part) && schemas.get(part).get("properties") != null;
            if (nested) {
                add(schemas, part, before + name + ".", fields);
            } else {
                fields.add(before + name);
            }
        });
    }

    /** The schema that a property refers to, alone or beside a description; null for none. */
    private static String part(Map<?, ?> property) {
        Object reference = property.get("$ref");
        return reference == null ? null : reference.toString().replaceAll(".*/", "");
    }
}
