package dev.shuke.isolation;

import static dev.shuke.testing.ApiCall.given;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One operation of the API, as its own document lists it.
 *
 * @param path the template, such as {@code /v1/members/{id}}
 */
record Operation(String id, String method, String path) {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    private static final AtomicReference<List<Operation>> KNOWN = new AtomicReference<>();

    /** What the running app says that it offers. */
    static List<Operation> all() {
        if (KNOWN.get() == null) {
            KNOWN.set(read());
        }
        return KNOWN.get();
    }

    private static List<Operation> read() {
        Map<String, Map<String, Object>> paths = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<Operation> found = new ArrayList<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                String id = (String) ((Map<?, ?>) operation).get("operationId");
                found.add(new Operation(id == null ? method + " " + path : id, method.toUpperCase(Locale.ROOT), path));
            }
        }));
        return found;
    }

    static Operation named(String id) {
        return all().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the API has no operation " + id + ": remove its attack"));
    }

    /** Of the platform's administrators, not of a tenant. */
    boolean ofPlatform() {
        return path.startsWith("/v1/tenants");
    }

    /** Of members alone, each for himself. */
    boolean ofMembers() {
        return path.equals("/v1/me") || path.startsWith("/v1/me/");
    }

    @Override
    public String toString() {
        return id;
    }
}
