package dev.shuke.audit;

import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The chain of seals, to which seals are only ever added, and what waits for one. */
@ApplicationScoped
class SealRepository {
    private static final String TENANTS = """
            select distinct tenant_id from audit_unsealed
            """;
    private static final String WAITING = """
            select id from audit_unsealed where tenant_id = $1 order by id limit $2 for update
            """;
    private static final String LAST = """
            select * from audit_seal where tenant_id = $1 order by number desc limit 1
            """;
    private static final String PAGE = """
            select * from audit_seal where tenant_id = $1 and number > $2 order by number limit $3
            """;
    private static final String INSERT = """
            insert into audit_seal (tenant_id, number, entries, digests, mac, sealed_at) values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String SEALED = """
            delete from audit_unsealed where tenant_id = $1 and id = any($2::uuid[])
            """;

    private final PlatformDb platform;

    SealRepository(PlatformDb platform) {
        this.platform = platform;
    }

    /** Whose entries wait. */
    Uni<List<UUID>> tenants() {
        return platform.list(TENANTS, row -> row.getUUID(0));
    }

    /** Nobody else seals these until the transaction ends. */
    Uni<List<UUID>> lockWaiting(Tx tx, int limit) {
        return tx.list(WAITING, row -> row.getUUID(0), limit);
    }

    /** Null before the first. */
    Uni<Seal> last(Tx tx) {
        return tx.first(LAST, SealRepository::read);
    }

    Uni<List<Seal>> list(Tx tx, long afterNumber, int limit) {
        return tx.list(PAGE, SealRepository::read, afterNumber, limit);
    }

    /** Fails when another was faster: the number is taken. */
    Uni<Void> insert(Tx tx, Seal seal) {
        return tx.update(
                        INSERT,
                        seal.number(),
                        seal.entries().toArray(UUID[]::new),
                        Buffer.buffer(seal.digests()),
                        Buffer.buffer(seal.mac()),
                        seal.sealedAt().atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    Uni<Void> noLongerWaiting(Tx tx, List<UUID> entries) {
        return tx.update(SEALED, (Object) entries.toArray(UUID[]::new)).replaceWithVoid();
    }

    private static Seal read(Row row) {
        return new Seal(
                row.getLong("number"),
                List.of(row.getArrayOfUUIDs("entries")),
                row.getBuffer("digests").getBytes(),
                row.getBuffer("mac").getBytes(),
                row.getOffsetDateTime("sealed_at").toInstant());
    }
}
