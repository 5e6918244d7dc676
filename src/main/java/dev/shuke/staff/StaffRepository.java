package dev.shuke.staff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Staff, by id and by the blind index of the address. Addresses and one-time passwords are sealed. */
@ApplicationScoped
class StaffRepository {
    private static final String ANYBODY = """
            select exists (select from staff where tenant_id = $1) as anybody
            """;
    private static final String INSERT = """
            insert into staff (tenant_id, id, blind, email, roles, stores, status, version, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)
            on conflict (tenant_id, blind) do nothing
            returning *
            """;
    private static final String BY_EMAIL = """
            select * from staff where tenant_id = $1 and blind = $2 for update
            """;
    private static final String BY_ID = """
            select * from staff where tenant_id = $1 and id = $2
            """;
    private static final String LOCK = """
            select * from staff where tenant_id = $1 and id = $2 for update
            """;
    private static final String PAGE = """
            select * from staff where tenant_id = $1 and id > $2 and status <> 'removed' order by id limit $3
            """;
    private static final String LOCK_OWNERS = """
            select id from staff where tenant_id = $1 and 'owner' = any(roles) and status = 'active' order by id for update
            """;
    private static final String UPDATE = """
            update staff set roles = $3, stores = $4, status = $5, version = version + 1, updated_at = $6
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String LEARN = """
            update staff set subject = $3 where tenant_id = $1 and id = $2 returning *
            """;
    private static final String OFFER_CREDENTIAL = """
            update staff set credential = coalesce(credential, $3) where tenant_id = $1 and id = $2 returning *
            """;
    private static final String ACTIVATE = """
            update staff set status = 'active', subject = $3 where tenant_id = $1 and id = $2 returning *
            """;
    private static final String SAID = """
            update staff set credential = null where tenant_id = $1 and id = $2 and credential is not null
            """;
    private static final String DELETE = """
            delete from staff where tenant_id = $1 and id = $2 and version = $3 and status = 'removed'
            """;

    private static final String STORES = """
            select stores from staff where tenant_id = $1 and subject = $2 and status <> 'removed'
            """;

    /** Codes, of the person whose account it is; none when nobody's is. */
    Uni<List<String>> stores(Tx tx, String subject) {
        return tx.first(STORES, row -> List.of(row.getArrayOfStrings("stores")), subject)
                .onItem()
                .ifNull()
                .continueWith(List.of());
    }

    /** Whether the table has anybody of this tenant, removed ones included. */
    Uni<Boolean> anybody(Tx tx) {
        return tx.first(ANYBODY, row -> row.getBoolean("anybody"));
    }

    /** Null when the address is somebody's already. */
    Uni<StoredStaff> insert(Tx tx, TenantKeys keys, StaffEmail email, Assignment wanted, StaffStatus status) {
        UUID id = Ids.next();
        return tx.first(
                INSERT,
                row -> read(row, keys),
                id,
                Buffer.buffer(blind(keys, email)),
                sealed(keys, "email", id, email.clear()),
                keys(wanted.roles()),
                wanted.stores().toArray(String[]::new),
                status.key(),
                now());
    }

    /** Locked. Null when the address is nobody's. */
    Uni<StoredStaff> lock(Tx tx, TenantKeys keys, StaffEmail email) {
        return tx.first(BY_EMAIL, row -> read(row, keys), Buffer.buffer(blind(keys, email)));
    }

    /** Locked. Null when there is none. */
    Uni<StoredStaff> lock(Tx tx, TenantKeys keys, UUID id) {
        return tx.first(LOCK, row -> read(row, keys), id);
    }

    /** Null when there is none. */
    Uni<StoredStaff> find(Tx tx, TenantKeys keys, UUID id) {
        return tx.first(BY_ID, row -> read(row, keys), id);
    }

    /** In the order in which they were invited, without the removed. */
    Uni<List<StoredStaff>> list(Tx tx, TenantKeys keys, UUID after, int limit) {
        return tx.list(PAGE, row -> read(row, keys), after, limit);
    }

    /** The active owners. Whoever changes or removes staff holds them all, so that no two remove each other. */
    Uni<List<UUID>> lockOwners(Tx tx) {
        return tx.list(LOCK_OWNERS, row -> row.getUUID("id"));
    }

    Uni<StoredStaff> update(Tx tx, TenantKeys keys, UUID id, Assignment wanted, StaffStatus status) {
        return tx.first(
                UPDATE,
                row -> read(row, keys),
                id,
                keys(wanted.roles()),
                wanted.stores().toArray(String[]::new),
                status.key(),
                now());
    }

    /** Remembers whose account it is. Null when the person is gone. */
    Uni<StoredStaff> learn(Tx tx, TenantKeys keys, UUID id, String subject) {
        return tx.first(LEARN, row -> read(row, keys), id, subject);
    }

    /** Stores a one-time password unless there is one. Null when the person is gone. */
    Uni<StoredStaff> offerCredential(Tx tx, TenantKeys keys, UUID id, String password) {
        return tx.first(OFFER_CREDENTIAL, row -> read(row, keys), id, sealed(keys, "credential", id, password));
    }

    /** Of a person who is locked. */
    Uni<StoredStaff> activate(Tx tx, TenantKeys keys, UUID id, String subject) {
        return tx.first(ACTIVATE, row -> read(row, keys), id, subject);
    }

    /** Erases the one-time password. Whether it was there: one call alone may say it. */
    Uni<Boolean> said(Tx tx, UUID id) {
        return tx.update(SAID, id).map(erased -> erased > 0);
    }

    /** Of a removed person, unless invited again meanwhile. */
    Uni<Integer> delete(Tx tx, StoredStaff person) {
        return tx.update(DELETE, person.id(), person.version());
    }

    private static byte[] blind(TenantKeys keys, StaffEmail email) {
        return keys.digest(("staff|" + email.clear()).getBytes(UTF_8));
    }

    private static Buffer sealed(TenantKeys keys, String column, UUID id, String clear) {
        return Buffer.buffer(keys.seal(place(column, id), clear.getBytes(UTF_8)));
    }

    private static String opened(TenantKeys keys, String column, UUID id, Buffer sealed) {
        return new String(keys.open(place(column, id), sealed.getBytes()), UTF_8);
    }

    private static String place(String column, UUID id) {
        return "staff|" + column + "|" + id;
    }

    private static String[] keys(List<StaffRole> roles) {
        return roles.stream().map(StaffRole::key).toArray(String[]::new);
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static StoredStaff read(Row row, TenantKeys keys) {
        UUID id = row.getUUID("id");
        Buffer credential = row.getBuffer("credential");
        return new StoredStaff(
                id,
                new StaffEmail(opened(keys, "email", id, row.getBuffer("email"))),
                row.getString("subject"),
                Arrays.stream(row.getArrayOfStrings("roles"))
                        .map(key -> StaffRole.named(key).orElseThrow())
                        .toList(),
                List.of(row.getArrayOfStrings("stores")),
                StaffStatus.stored(row.getString("status")),
                credential == null ? null : opened(keys, "credential", id, credential),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
