package dev.shuke.tenant;

import dev.shuke.platform.tenancy.PlatformDb;
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

/** The list of tenants. Each statement is a transaction: whatever Keycloak does happens between them. */
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
            update tenant set status = 'active', organization_id = $2, owner_credential = null, updated_at = $3
            where tenant_id = $1 and status = 'provisioning'
            returning *
            """;

    private final PlatformDb db;

    TenantRepository(PlatformDb db) {
        this.db = db;
    }

    /** Stores the wish. Null when the slug is taken. */
    Uni<StoredTenant> insert(UUID id, TenantRequest wanted, Sealed owner) {
        return db.first(
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

    /** Opens the tenant and forgets the owner's first password. Null when another call was faster. */
    Uni<StoredTenant> activate(UUID id, String organizationId) {
        return db.first(ACTIVATE, TenantRepository::read, id, organizationId, now());
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static StoredTenant read(Row row) {
        return new StoredTenant(
                row.getUUID("tenant_id"),
                row.getString("slug"),
                row.getString("name"),
                TenantStatus.named(row.getString("status")),
                row.getString("timezone"),
                row.getString("currency"),
                sealed(row.getBuffer("owner")),
                sealed(row.getBuffer("owner_credential")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Sealed sealed(Buffer stored) {
        return stored == null ? null : new Sealed(stored.getBytes());
    }
}
