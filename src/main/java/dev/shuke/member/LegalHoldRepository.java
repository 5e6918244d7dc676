package dev.shuke.member;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Legal holds. */
@ApplicationScoped
class LegalHoldRepository {
    private static final String HOLD =
            "select pg_advisory_xact_lock_shared(hashtextextended('legal hold ' || $1::uuid, 0))";
    private static final String HOLD_ALONE =
            "select pg_advisory_xact_lock(hashtextextended('legal hold ' || $1::uuid, 0))";
    private static final String BAR = """
            select exists (
              select from legal_hold where tenant_id = $1 and lifted_at is null
                and (member_id is null or member_id = any($2::uuid[]))) as bar
            """;
    private static final String INSERT = """
            insert into legal_hold (tenant_id, id, member_id, reason, placed_by, placed_at)
            values ($1, $2, $3, $4, $5, $6)
            returning *
            """;
    private static final String LIST = """
            select * from legal_hold where tenant_id = $1 and id > $2 order by id limit $3
            """;
    private static final String LIFT = """
            update legal_hold set lifted_by = $3, lifted_at = $4 where tenant_id = $1 and id = $2 and lifted_at is null
            returning *
            """;

    /** Nobody places one before this transaction ends. */
    Uni<Void> hold(Tx tx) {
        return tx.first(HOLD, row -> true).replaceWithVoid();
    }

    /** Nobody is erased before this transaction ends. */
    Uni<Void> holdAlone(Tx tx) {
        return tx.first(HOLD_ALONE, row -> true).replaceWithVoid();
    }

    /** Whether one stands for any of the members, or for everybody. */
    Uni<Boolean> bar(Tx tx, List<UUID> person) {
        return tx.first(BAR, row -> row.getBoolean("bar"), (Object) person.toArray(UUID[]::new));
    }

    Uni<LegalHoldView> insert(Tx tx, LegalHoldRequest request) {
        return tx.first(
                INSERT,
                LegalHoldRepository::read,
                Ids.next(),
                request.memberId(),
                request.reason().text(),
                tx.call().caller().subject(),
                now());
    }

    Uni<List<LegalHoldView>> list(Tx tx, UUID after, int limit) {
        return tx.list(LIST, LegalHoldRepository::read, after, limit);
    }

    /** Null unless it stands. */
    Uni<LegalHoldView> lift(Tx tx, UUID id) {
        return tx.first(LIFT, LegalHoldRepository::read, id, tx.call().caller().subject(), now());
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static LegalHoldView read(Row row) {
        OffsetDateTime lifted = row.getOffsetDateTime("lifted_at");
        return new LegalHoldView(
                row.getUUID("id"),
                row.getUUID("member_id"),
                new Reason(row.getString("reason")),
                row.getString("placed_by"),
                row.getOffsetDateTime("placed_at").toInstant(),
                row.getString("lifted_by"),
                lifted == null ? null : lifted.toInstant());
    }
}
