package dev.shuke.fieldpolicy;

import dev.shuke.platform.tenancy.FieldPolicyColumn;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The merchant's changes, in the one row of the list of tenants that it sees: its own. */
@ApplicationScoped
class FieldPolicyRepository {
    private static final String FIND = "select field_policy from tenant where tenant_id = $1";
    private static final String LOCK = FIND + " for update";
    private static final String UPDATE = """
            update tenant set field_policy = $2::jsonb where tenant_id = $1
            """;

    Uni<Map<String, Map<String, String>>> find(Tx tx) {
        return tx.first(FIND, row -> FieldPolicyColumn.read(row.getJsonObject("field_policy")));
    }

    /** Likewise, and nobody else changes it until the transaction ends. */
    Uni<Map<String, Map<String, String>>> lock(Tx tx) {
        return tx.first(LOCK, row -> FieldPolicyColumn.read(row.getJsonObject("field_policy")));
    }

    Uni<Integer> update(Tx tx, Map<String, Map<String, String>> changes) {
        JsonObject json = new JsonObject();
        changes.forEach((row, cells) -> json.put(row, JsonObject.mapFrom(cells)));
        return tx.update(UPDATE, json);
    }
}
