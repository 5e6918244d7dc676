package dev.shuke.exports;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The ledger of what left the system. For three years nothing deletes a row: the table's own policy sees to it. */
@ApplicationScoped
class DisclosureRepository {
    private static final String LIST = """
            select * from disclosure where tenant_id = $1 and id < $2 order by id desc limit $3
            """;

    /** By the database's clock, as its policy has it. */
    private static final String OLD = """
            from disclosure where tenant_id = $1 and disclosed_at < now() - interval '3 years'
            """;

    private static final String COUNT_OLD = "select count(*) as old " + OLD;
    private static final String DELETE_OLD = "delete " + OLD;

    Uni<Long> countOld(Tx tx) {
        return tx.first(COUNT_OLD, row -> row.getLong("old"));
    }

    Uni<Integer> deleteOld(Tx tx) {
        return tx.update(DELETE_OLD);
    }

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
