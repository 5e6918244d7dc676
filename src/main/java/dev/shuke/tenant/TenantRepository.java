package dev.shuke.tenant;

import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.tenant.StoredTenant.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The list of tenants. Whatever Keycloak does happens between the transactions. */
@ApplicationScoped
class TenantRepository {
    private static final String INSERT = """
            insert into tenant (tenant_id, slug, name, status, timezone, currency, owner, created_at, updated_at)
            values ($1, $2, $3, 'provisioning', $4, $5, $6, $7, $7)
            on conflict (slug) do nothing
            returning *
            """;
    private static final String BY_SLUG = """
            select * from tenant where slug = $1
            """;
    private static final String BY_ID = """
            select * from tenant where tenant_id = $1
            """;
    private static final String PAGE = """
            select * from tenant where tenant_id > $1 order by tenant_id limit $2
            """;
    private static final String ACTIVE = """
            select * from tenant where slug = any($1) and status = 'active' order by slug
            """;
    private static final String OFFER_CREDENTIAL = """
            update tenant set owner_credential = coalesce(owner_credential, $2), updated_at = $3
            where tenant_id = $1 and status = 'provisioning'
            returning *
            """;
    private static final String ACTIVATE = """
            update tenant set status = 'active', organization_id = $2, updated_at = $3
            where tenant_id = $1 and status = 'provisioning'
            returning *
            """;

    private static final String TAKE_CREDENTIAL = """
            update tenant set owner_credential = null, updated_at = $2
            where tenant_id = $1 and status = 'active' and owner_credential is not null
            returning *
            """;
    private static final String SEALED = """
            select * from tenant where owner is not null order by tenant_id limit 1
            """;
    private static final String RENAME = """
            update tenant set name = coalesce($2, name), version = version + 1, updated_at = $3 where tenant_id = $1
            returning *
            """;
    private static final String SUSPEND = """
            update tenant set status = 'suspended', version = version + 1, updated_at = $2
            where tenant_id = $1 and status = 'active'
            returning *
            """;
    private static final String RESUME = """
            update tenant set deletion_due_at = null, version = version + 1, updated_at = $2, status =
              case when owner is not null and organization_id is null then 'provisioning' else 'active' end
            where tenant_id = $1 and status in ('suspended', 'offboarding')
            returning *
            """;
    private static final String OFFBOARD = """
            update tenant set status = 'offboarding', deletion_due_at = $3, version = version + 1, updated_at = $2
            where tenant_id = $1 and status in ('provisioning', 'active', 'suspended')
            returning *
            """;

    private static final String BEGIN_DELETION = """
            update tenant set status = 'deleting', deletion_due_at = null, name = slug, owner = null,
              owner_credential = null, organization_id = null, version = version + 1, updated_at = $2
            where tenant_id = $1 and (status = 'deleting' or status = 'offboarding' and deletion_due_at <= $2)
            returning *
            """;
    private static final String DELETE_AGAIN = """
            update tenant set status = 'deleting', deletion_due_at = null, name = slug, owner = null,
              owner_credential = null, organization_id = null, version = version + 1, updated_at = $2
            where tenant_id = $1 and status <> 'deleted'
            """;
    private static final String END_DELETION = """
            update tenant set status = 'deleted', updated_at = $2 where tenant_id = $1 and status = 'deleting'
            """;

    private static final String REPLACE_SEALED = """
            update tenant set owner = $2, owner_credential = $3
            where tenant_id = $1 and owner is not distinct from $4 and owner_credential is not distinct from $5
            returning tenant_id
            """;

    private final PlatformDb db;

    TenantRepository(PlatformDb db) {
        this.db = db;
    }

    /** Stores the wish. Null when the slug is taken. */
    Uni<StoredTenant> insert(PlatformTx tx, UUID id, TenantRequest wanted, Sealed owner) {
        return tx.first(
                INSERT,
                TenantRepository::read,
                id,
                wanted.slug().text(),
                wanted.name().text(),
                wanted.timezone().name(),
                wanted.currency().code(),
                Buffer.buffer(owner.bytes()),
                now());
    }

    /** Null when there is none. */
    Uni<StoredTenant> findBySlug(Slug slug) {
        return db.first(BY_SLUG, TenantRepository::read, slug.text());
    }

    /** Null when there is none. */
    Uni<StoredTenant> find(UUID id) {
        return db.first(BY_ID, TenantRepository::read, id);
    }

    /** The tenants behind {@code after}, in the order in which they were made. */
    Uni<List<StoredTenant>> list(UUID after, int limit) {
        return db.list(PAGE, TenantRepository::read, after, limit);
    }

    /** Those of the named that are open. */
    Uni<List<StoredTenant>> listActive(Set<String> slugs) {
        return db.list(ACTIVE, TenantRepository::read, (Object) slugs.toArray(String[]::new));
    }

    /** Stores the owner's first password unless there is one. Null when the tenant is being provisioned no more. */
    Uni<StoredTenant> offerCredential(UUID id, Sealed credential) {
        return db.first(OFFER_CREDENTIAL, TenantRepository::read, id, Buffer.buffer(credential.bytes()), now());
    }

    /** Opens the tenant. Null when another call was faster. */
    Uni<StoredTenant> activate(UUID id, String organizationId) {
        return db.first(ACTIVATE, TenantRepository::read, id, organizationId, now());
    }

    /** Null when the owner's first password was said already, or there was none. */
    Uni<StoredTenant> takeCredential(UUID id) {
        return db.first(TAKE_CREDENTIAL, TenantRepository::read, id, now());
    }

    /** The oldest with something sealed in it; null when there is none. */
    Uni<StoredTenant> findSealed() {
        return db.first(SEALED, TenantRepository::read);
    }

    /** Null when there is none. */
    Uni<StoredTenant> rename(PlatformTx tx, UUID id, TenantName name) {
        return tx.first(RENAME, TenantRepository::read, id, name == null ? null : name.text(), now());
    }

    /** Null when it is not open. */
    Uni<StoredTenant> suspend(PlatformTx tx, UUID id) {
        return tx.first(SUSPEND, TenantRepository::read, id, now());
    }

    /** Null when it is neither suspended nor being offboarded. */
    Uni<StoredTenant> resume(PlatformTx tx, UUID id) {
        return tx.first(RESUME, TenantRepository::read, id, now());
    }

    /** Null when it is being offboarded, or there is none. */
    Uni<StoredTenant> offboard(PlatformTx tx, UUID id, Instant deletionDue) {
        return tx.first(OFFBOARD, TenantRepository::read, id, now(), deletionDue.atOffset(ZoneOffset.UTC));
    }

    /** Also when it has begun before. Null when its day has not come, or it has ended. */
    Uni<StoredTenant> beginDeletion(UUID id) {
        return db.first(BEGIN_DELETION, TenantRepository::read, id, now());
    }

    /** Of one that a restored backup has brought back. */
    Uni<Integer> deleteAgain(PlatformTx tx, UUID id) {
        return tx.update(DELETE_AGAIN, id, now());
    }

    Uni<Void> endDeletion(UUID id) {
        return db.first(END_DELETION, row -> row, id, now()).replaceWithVoid();
    }

    /** Unless it is not any more what was read. */
    Uni<Void> replaceSealed(StoredTenant read, OwnerSecrets.Sealing anew) {
        return db.first(
                        REPLACE_SEALED,
                        row -> row.getUUID(0),
                        read.id(),
                        buffer(anew.owner()),
                        buffer(anew.credential()),
                        buffer(read.owner()),
                        buffer(read.credential()))
                .replaceWithVoid();
    }

    private static Buffer buffer(Sealed sealed) {
        return sealed == null ? null : Buffer.buffer(sealed.bytes());
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static StoredTenant read(Row row) {
        OffsetDateTime due = row.getOffsetDateTime("deletion_due_at");
        return new StoredTenant(
                row.getUUID("tenant_id"),
                row.getString("slug"),
                row.getString("name"),
                TenantStatus.named(row.getString("status")),
                row.getString("timezone"),
                row.getString("currency"),
                sealed(row.getBuffer("owner")),
                sealed(row.getBuffer("owner_credential")),
                row.getOffsetDateTime("created_at").toInstant(),
                due == null ? null : due.toInstant());
    }

    private static Sealed sealed(Buffer stored) {
        return stored == null ? null : new Sealed(stored.getBytes());
    }
}
