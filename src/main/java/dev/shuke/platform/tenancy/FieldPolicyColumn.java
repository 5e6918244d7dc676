package dev.shuke.platform.tenancy;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** How {@code tenant.field_policy} is read: words by words by words, whose meaning is not known here. */
public final class FieldPolicyColumn {
    private FieldPolicyColumn() {}

    public static Map<String, Map<String, String>> read(JsonObject stored) {
        Map<String, Map<String, String>> rows = new HashMap<>();
        stored.fieldNames().forEach(row -> {
            Map<String, String> cells = new HashMap<>();
            stored.getJsonObject(row).forEach(cell -> cells.put(cell.getKey(), (String) cell.getValue()));
            rows.put(row, Map.copyOf(cells));
        });
        return Map.copyOf(rows);
    }
}
