package dev.shuke.exports;

import static java.util.stream.Collectors.toSet;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.PinnedSegment;
import dev.shuke.segment.PointInTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Exports, and the ledger of what they disclosed. */
@ApplicationScoped
class ExportRepository implements PersonalCopies {
    private static final String INSERT = """
            insert into export_file (tenant_id, id, kind, purpose, row_limit, created_by, caller, expires_at, segment_id,
              segment_version, as_of, personalised)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;
    private static final String FIND = """
            select id, kind, purpose, row_limit, rows, complete, erasures, created_by, caller, created_at, expires_at,
              segment_id, segment_version, as_of, personalised
            from export_file where tenant_id = $1 and id = $2
            """;
    private static final String ADD = """
            update export_file set rows = rows + $3, complete = $4
            where tenant_id = $1 and id = $2 and expires_at > $5
            returning erasures
            """;
    private static final String LOCK = """
            select id from export_file where tenant_id = $1 and id = $2 for update
            """;
    /** Whoever adds rows has done so, or will see the number. */
    private static final String ERASING = """
            update export_file set erasures = erasures + 1 where tenant_id = $1 and not complete and expires_at > $2
            """;

    private static final String EXPIRE_ALL = """
            update export_file set expires_at = $2 where tenant_id = $1 and expires_at > $2
            """;
    private static final String DISCLOSE = """
            insert into disclosure (tenant_id, id, kind, purpose, rows, disclosed_to, segment_id, segment_version)
            select $1, id, kind, purpose, rows, created_by, segment_id, segment_version from export_file where tenant_id = $1 and id = $2
            returning id
            """;

    Uni<Integer> insert(Tx tx, UUID id, ExportRequest request, Instant expiresAt) {
        Caller caller = tx.call().caller();
        PinnedSegment segment = request.segment();
        return tx.update(
                INSERT,
                id,
                request.kind().key(),
                request.purpose().key(),
                request.most(),
                caller.subject(),
                stored(caller),
                expiresAt.atOffset(ZoneOffset.UTC),
                segment == null ? null : segment.id(),
                segment == null ? null : segment.version(),
                segment == null || segment.asOf() == null
                        ? null
                        : segment.asOf().instant().atOffset(ZoneOffset.UTC),
                request.chooses());
    }

    /** Null when there is none. */
    Uni<ExportFile> find(Tx tx, UUID id) {
        return tx.first(FIND, ExportRepository::read, id);
    }

    /** How often somebody was erased since it was begun; null when it has expired. */
    Uni<Integer> add(Tx tx, UUID id, int rows, boolean complete) {
        return tx.first(ADD, row -> row.getInteger("erasures"), id, rows, complete, now());
    }

    @Override
    public Uni<Void> hold(Tx tx) {
        return tx.update(ERASING, now()).replaceWithVoid();
    }

    /** Whatever is being added is there when this is done. */
    Uni<Void> lock(Tx tx, UUID id) {
        return tx.list(LOCK, row -> row, id).replaceWithVoid();
    }

    @Override
    public Uni<Void> drop(Tx tx) {
        return tx.update(EXPIRE_ALL, now()).replaceWithVoid();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    /** That the rows of the export may now be fetched. */
    Uni<Integer> disclose(Tx tx, UUID id) {
        return tx.update(DISCLOSE, id);
    }

    private static JsonObject stored(Caller caller) {
        return new JsonObject()
                .put("kind", caller.kind().name())
                .put(
                        "roles",
                        caller.roles().stream().map(StaffRole::name).sorted().toList())
                .put("permissions", caller.permissions().stream().sorted().toList());
    }

    private static Caller caller(String subject, JsonObject stored) {
        return new Caller(
                subject,
                Caller.Kind.valueOf(stored.getString("kind")),
                texts(stored.getJsonArray("roles")).stream()
                        .map(StaffRole::valueOf)
                        .collect(toSet()),
                texts(stored.getJsonArray("permissions")).stream().collect(toSet()));
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }

    private static PinnedSegment segment(Row row) {
        OffsetDateTime asOf = row.getOffsetDateTime("as_of");
        return row.getUUID("segment_id") == null
                ? null
                : new PinnedSegment(
                        row.getUUID("segment_id"),
                        row.getInteger("segment_version"),
                        asOf == null ? null : new PointInTime(asOf.toInstant()));
    }

    private static ExportFile read(Row row) {
        return new ExportFile(
                row.getUUID("id"),
                ExportKind.stored(row.getString("kind")),
                Purpose.of(row.getString("purpose")),
                segment(row),
                row.getBoolean("personalised"),
                row.getInteger("row_limit"),
                row.getInteger("rows"),
                row.getBoolean("complete"),
                row.getInteger("erasures"),
                caller(row.getString("created_by"), row.get(JsonObject.class, "caller")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
