package dev.shuke.imports;

import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Files sent in, their rows, and those of them that were refused. */
@ApplicationScoped
class ImportRepository implements PersonalCopies {
    private static final String INSERT = """
            insert into import_file (tenant_id, id, kind, format, dry_run, created_by, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String OPEN = """
            select count(*)::int as open from import_file f left join job j on j.tenant_id = $1 and j.id = f.id
            where f.tenant_id = $1 and j.ended_at is null
            """;
    private static final String RECEIVED = """
            update import_file set chunks = $3, columns = $4 where tenant_id = $1 and id = $2
            """;
    private static final String DELETE_UNLESS_RECEIVED = """
            delete from import_file where tenant_id = $1 and id = $2 and chunks is null
            """;
    private static final String FIND = """
            select id, kind, format, dry_run, columns, chunks, created_by, expires_at from import_file
            where tenant_id = $1 and id = $2 and chunks is not null
            """;
    private static final String VIEW = """
            select id, kind, format, dry_run, created, updated, unchanged, left_out, rejected, created_at, expires_at
            from import_file where tenant_id = $1 and id = $2 and chunks is not null
            """;
    private static final String COUNT = """
            update import_file set
              created = created + $3, updated = updated + $4, unchanged = unchanged + $5, left_out = left_out + $6,
              rejected = rejected + $7
            where tenant_id = $1 and id = $2 and expires_at > $8
            """;
    private static final String INSERT_CHUNK = """
            insert into import_chunk (tenant_id, import_id, number, first_line, rows, content)
            values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String FIND_CHUNK = """
            select first_line, rows, content from import_chunk where tenant_id = $1 and import_id = $2 and number = $3
            """;
    private static final String DELETE_CHUNK = """
            delete from import_chunk where tenant_id = $1 and import_id = $2 and number = $3
            """;
    private static final String DELETE_CHUNKS = """
            delete from import_chunk where tenant_id = $1 and import_id = $2
            """;
    private static final String LEFT = """
            select chunks is not null as received, expires_at from import_file
            where tenant_id = $1 and id = $2 for update
            """;
    private static final String EXPIRE_ALL = """
            update import_file set expires_at = $2 where tenant_id = $1 and expires_at > $2
            """;
    private static final String DELETE_ALL_CHUNKS = "delete from import_chunk where tenant_id = $1";

    /** What is known of a file, whether or not all of it has arrived. */
    record Left(boolean received, Instant expiresAt) {}

    Uni<Integer> insert(Tx tx, UUID id, ImportKind kind, ImportFormat format, boolean dryRun, Instant expiresAt) {
        String sender = tx.call().caller().subject();
        return tx.update(INSERT, id, kind.key(), format.key(), dryRun, sender, expiresAt.atOffset(ZoneOffset.UTC));
    }

    /** How many are arriving or not worked off. */
    Uni<Integer> countOpen(Tx tx) {
        return tx.first(OPEN, row -> row.getInteger("open"));
    }

    /** All of it has arrived. */
    Uni<Integer> received(Tx tx, UUID id, Reception file) {
        return tx.update(RECEIVED, id, file.chunks(), file.columns());
    }

    /** With what has arrived; without effect once all of it has. */
    Uni<Integer> deleteUnlessReceived(Tx tx, UUID id) {
        return tx.update(DELETE_UNLESS_RECEIVED, id);
    }

    /** Null when there is none or it is still arriving. */
    Uni<ImportFile> find(Tx tx, UUID id) {
        return tx.first(FIND, ImportRepository::file, id);
    }

    /** Likewise. */
    Uni<ImportView> findView(Tx tx, UUID id) {
        return tx.first(VIEW, ImportRepository::view, id);
    }

    /** Whatever is being added to it is there when this is done. */
    Uni<Left> lockLeft(Tx tx, UUID id) {
        return tx.first(
                LEFT,
                row -> new Left(
                        row.getBoolean("received"),
                        row.getOffsetDateTime("expires_at").toInstant()),
                id);
    }

    /** 0 when it has expired. */
    Uni<Integer> count(Tx tx, UUID id, Outcome outcome, int rejected) {
        return tx.update(
                COUNT,
                id,
                outcome.created(),
                outcome.updated(),
                outcome.unchanged(),
                outcome.leftOut(),
                rejected,
                now());
    }

    Uni<Integer> insertChunk(Tx tx, UUID id, int number, Chunk chunk, TenantKeys keys) {
        byte[] sealed = keys.seal(chunkPlace(id, number), chunk.content());
        return tx.update(INSERT_CHUNK, id, number, chunk.firstLine(), chunk.rows(), Buffer.buffer(sealed));
    }

    /** Null when it is worked off, or has expired. */
    Uni<Chunk> findChunk(Tx tx, UUID id, int number, TenantKeys keys) {
        return tx.first(
                FIND_CHUNK,
                row -> new Chunk(
                        row.getLong("first_line"),
                        row.getInteger("rows"),
                        keys.open(
                                chunkPlace(id, number), row.getBuffer("content").getBytes())),
                id,
                number);
    }

    Uni<Integer> deleteChunk(Tx tx, UUID id, int number) {
        return tx.update(DELETE_CHUNK, id, number);
    }

    Uni<Integer> deleteChunks(Tx tx, UUID id) {
        return tx.update(DELETE_CHUNKS, id);
    }

    @Override
    public Uni<Void> drop(Tx tx) {
        return tx.update(EXPIRE_ALL, now())
                .chain(() -> tx.update(DELETE_ALL_CHUNKS))
                .replaceWithVoid();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static String chunkPlace(UUID id, int number) {
        return "import_chunk|content|" + id + "|" + number;
    }

    private static ImportFile file(Row row) {
        ImportKind kind = ImportKind.stored(row.getString("kind"));
        String[] columns = row.getArrayOfStrings("columns");
        return new ImportFile(
                row.getUUID("id"),
                kind,
                ImportFormat.stored(row.getString("format")),
                row.getBoolean("dry_run"),
                columns == null ? null : new Columns(kind, List.of(columns)),
                row.getInteger("chunks"),
                row.getString("created_by"),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static ImportView view(Row row) {
        return ImportView.of(
                row.getUUID("id"),
                ImportKind.stored(row.getString("kind")),
                ImportFormat.stored(row.getString("format")),
                row.getBoolean("dry_run"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("left_out"),
                row.getLong("rejected"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
