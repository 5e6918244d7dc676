package dev.shuke.platform.privacy;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Wrapped keysets, one row a tenant. The first writer wins; what changes one has read what it changes. */
@ApplicationScoped
class TenantKeyRepository {
    private static final String FIND = """
            select aead_keyset, mac_keyset, kek from tenant_key where tenant_id = $1
            """;
    private static final String INSERT = """
            insert into tenant_key (tenant_id, aead_keyset, mac_keyset, kek, created_at)
            select tenant_id, $2, $3, $4, $5 from tenant where tenant_id = $1 and status not in ('deleting', 'deleted')
            on conflict do nothing
            """;
    private static final String REPLACE = """
            update tenant_key set aead_keyset = $2, mac_keyset = $3, kek = $4 where tenant_id = $1 and aead_keyset = $5
            """;

    /**
     * The two keysets as stored.
     *
     * @param kek the id of the version that wraps them; null for those of before there were versions
     */
    record Wrapped(byte[] aead, byte[] mac, String kek) {}

    /** Null when the tenant has none yet. */
    Uni<Wrapped> find(Tx tx) {
        return tx.first(FIND, TenantKeyRepository::read);
    }

    /** Neither for a tenant that is being deleted. */
    Uni<Integer> insertUnlessPresent(Tx tx, Wrapped keys) {
        return tx.update(
                INSERT,
                buffer(keys.aead()),
                buffer(keys.mac()),
                keys.kek(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** 0 when they are not any more what was read. */
    Uni<Integer> replace(Tx tx, Wrapped read, Wrapped keys) {
        return tx.update(REPLACE, buffer(keys.aead()), buffer(keys.mac()), keys.kek(), buffer(read.aead()));
    }

    private static Buffer buffer(byte[] bytes) {
        return Buffer.buffer(bytes);
    }

    private static Wrapped read(Row row) {
        return new Wrapped(
                row.getBuffer("aead_keyset").getBytes(),
                row.getBuffer("mac_keyset").getBytes(),
                row.getString("kek"));
    }
}
