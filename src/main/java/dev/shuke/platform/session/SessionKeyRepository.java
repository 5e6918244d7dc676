package dev.shuke.platform.session;

import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.PlatformTx;
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
            select id, sealed, kek, created_at from session_key where purpose = $1 and created_at > $2
            order by created_at desc, id
            """;
    private static final String INSERT = """
            insert into session_key (purpose, id, sealed, kek, created_at)
            select $1::text, $2::uuid, $3::bytea, $4::text, $5::timestamptz
            where not exists (select from session_key where purpose = $1 and created_at > $6)
            """;
    private static final String REPLACE = """
            with gone as (delete from session_key where id = $1 returning purpose, created_at)
            insert into session_key (purpose, id, sealed, kek, created_at)
            select purpose, $1::uuid, $2::bytea, $3::text, created_at from gone
            """;
    private static final String DELETE = "delete from session_key where purpose = $1 and created_at <= $2";

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
    Uni<List<Sealed>> list(String purpose, Instant after) {
        return db.list(
                LIST,
                row -> new Sealed(
                        row.getUUID("id"),
                        row.getBuffer("sealed").getBytes(),
                        row.getString("kek"),
                        row.getOffsetDateTime("created_at").toInstant()),
                purpose,
                after.atOffset(ZoneOffset.UTC));
    }

    /**
     * Unless there is a newer one; two instances may each add one at the same moment, and both count.
     *
     * @param gone what was made until then is deleted
     */
    Uni<Void> add(String purpose, Sealed key, Instant unlessAfter, Instant gone) {
        return db.inTransaction(tx -> insert(tx, purpose, key, unlessAfter)
                .chain(added -> tx.update(DELETE, purpose, gone.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid());
    }

    private static Uni<Integer> insert(PlatformTx tx, String purpose, Sealed key, Instant unlessAfter) {
        return tx.update(
                INSERT,
                purpose,
                key.id(),
                Buffer.buffer(key.key()),
                key.kek(),
                key.createdAt().atOffset(ZoneOffset.UTC),
                unlessAfter.atOffset(ZoneOffset.UTC));
    }

    /** In place of the one of the same id, if that is still there. */
    Uni<Void> replace(Sealed key) {
        return db.inTransaction(tx -> tx.update(REPLACE, key.id(), Buffer.buffer(key.key()), key.kek()))
                .replaceWithVoid();
    }
}
