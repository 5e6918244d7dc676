package dev.shuke.platform.session;

import dev.shuke.platform.tenancy.PlatformDb;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The keys as stored. */
@ApplicationScoped
class SessionKeyRepository {
    private static final String LIST = """
            select id, sealed, kek, created_at from session_key where created_at > $1 order by created_at desc, id
            """;
    private static final String INSERT = """
            insert into session_key (id, sealed, kek, created_at)
            select $1::uuid, $2::bytea, $3::text, $4::timestamptz
            where not exists (select from session_key where created_at > $5)
            """;
    private static final String REPLACE = """
            with gone as (delete from session_key where id = $1 returning created_at)
            insert into session_key (id, sealed, kek, created_at)
            select $1::uuid, $2::bytea, $3::text, created_at from gone
            """;
    private static final String DELETE = "delete from session_key where created_at <= $1";

    private final PlatformDb db;

    SessionKeyRepository(PlatformDb db) {
        this.db = db;
    }

    /**
     * A key whose private part is sealed.
     *
     * @param kek the id of the version that seals it; null for those of before there were versions
     */
    record Sealed(UUID id, byte[] key, String kek, Instant createdAt) {}

    /** The newest first. */
    Uni<List<Sealed>> list(Instant after) {
        return db.list(
                LIST,
                row -> new Sealed(
                        row.getUUID("id"),
                        row.getBuffer("sealed").getBytes(),
                        row.getString("kek"),
                        row.getOffsetDateTime("created_at").toInstant()),
                after.atOffset(ZoneOffset.UTC));
    }

    /**
     * Unless there is a newer one; two instances may each add one at the same moment, and both count.
     *
     * @param gone what was made until then is deleted
     */
    Uni<Void> add(Sealed key, Instant unlessAfter, Instant gone) {
        return db.inTransaction(tx -> tx.update(
                        INSERT,
                        key.id(),
                        Buffer.buffer(key.key()),
                        key.kek(),
                        key.createdAt().atOffset(ZoneOffset.UTC),
                        unlessAfter.atOffset(ZoneOffset.UTC))
                .chain(added -> tx.update(DELETE, gone.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid());
    }

    /** In place of the one of the same id, if that is still there. */
    Uni<Void> replace(Sealed key) {
        return db.inTransaction(tx -> tx.update(REPLACE, key.id(), Buffer.buffer(key.key()), key.kek()))
                .replaceWithVoid();
    }
}
