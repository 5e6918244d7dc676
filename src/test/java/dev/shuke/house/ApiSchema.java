package dev.shuke.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares bodies with what the document says of them: with its schemas, and with the shape of its examples. */
final class ApiSchema {
    private static final String DOCUMENT = "urn:shuke:openapi";
    /** Of these the keys are the caller's own. */
    private static final Set<String> FREE = Set.of("attributes", "props");

    /** Asked for its parts: to ask the registry for one would read the document once more, and keep it. */
    private final Schema document;

    ApiSchema(ApiDescription api) {
        document = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(Map.of(DOCUMENT, api.root().toString())))
                .getSchema(SchemaLocation.of(DOCUMENT));
    }

    /** @param pointer where the schema stands in the document */
    List<String> faults(String pointer, JsonNode body) {
        SchemaLocation part = SchemaLocation.of(DOCUMENT + "#" + pointer);
        return document.getRefSchema(part.getFragment()).validate(body).stream()
                .map(Object::toString)
                .toList();
    }

    /** Where the two have other fields, or fields of another type; the values may differ. */
    static List<String> differences(JsonNode example, JsonNode live) {
        List<String> found = new ArrayList<>();
        compare("", example, live, found);
        return found;
    }

    private static void compare(String place, JsonNode example, JsonNode live, List<String> found) {
        if (example.getNodeType() != live.getNodeType()) {
            found.add(place + " is " + example.getNodeType() + " in the example and " + live.getNodeType() + " live");
        } else if (example.isArray() && example.isEmpty() != live.isEmpty()) {
            found.add(place + " is empty only " + (live.isEmpty() ? "live" : "in the example"));
        } else if (example.isArray() && !example.isEmpty()) {
            compare(place + "/0", example.get(0), live.get(0), found);
        } else if (example.isObject() && !FREE.contains(place.substring(place.lastIndexOf('/') + 1))) {
            Set<String> names = new TreeSet<>();
            example.fieldNames().forEachRemaining(names::add);
            live.fieldNames().forEachRemaining(names::add);
            names.remove("nextCursor"); // of a page that is not the last
            for (String name : names) {
                if (!example.has(name) || !live.has(name)) {
                    found.add(place + "/" + name + " is only " + (live.has(name) ? "live" : "in the example"));
                } else {
                    compare(place + "/" + name, example.get(name), live.get(name), found);
                }
            }
        }
    }
}
