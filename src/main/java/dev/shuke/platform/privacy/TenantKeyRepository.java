package dev.shuke.platform.privacy;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Wrapped keysets, one row a tenant. The first writer wins; a keyset is never replaced here. */
@ApplicationScoped
class TenantKeyRepository {
    private static final String FIND = """
            select aead_keyset, mac_keyset from tenant_key where tenant_id = $1
            """;
    private static final String INSERT = """
            insert into tenant_key (tenant_id, aead_keyset, mac_keyset, created_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """;

    /** The two keysets as stored. */
    record Wrapped(byte[] aead, byte[] mac) {}

    /** Null when the tenant has none yet. */
    Uni<Wrapped> find(Tx tx) {
        return tx.first(FIND, TenantKeyRepository::read);
    }

    Uni<Integer> insertUnlessPresent(Tx tx, Wrapped keys) {
        return tx.update(
                INSERT,
                Buffer.buffer(keys.aead()).getDelegate(),
                Buffer.buffer(keys.mac()).getDelegate(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    private static Wrapped read(Row row) {
        return new Wrapped(
                row.getBuffer("aead_keyset").getBytes(),
                row.getBuffer("mac_keyset").getBytes());
    }
}
