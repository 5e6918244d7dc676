package dev.shuke.exports;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The ledger of what left the system. Nothing deletes a row as long as the tenant is there. */
@ApplicationScoped
class DisclosureRepository {
    private static final String LIST = """
            select * from disclosure where tenant_id = $1 and id < $2 order by id desc limit $3
            """;

    /** The newest first. */
    Uni<List<DisclosureView>> list(Tx tx, UUID before, int limit) {
        return tx.list(
                LIST,
                row -> new DisclosureView(
                        row.getUUID("id"),
                        row.getString("kind"),
                        row.getString("purpose"),
                        row.getInteger("rows"),
                        row.getString("disclosed_to"),
                        row.getOffsetDateTime("disclosed_at").toInstant()),
                before,
                limit);
    }
}
