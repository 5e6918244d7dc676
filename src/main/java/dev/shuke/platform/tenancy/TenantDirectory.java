package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Finds the tenant that a token names. An open tenant may have been suspended ten seconds ago; a closed one is looked up
 * at each call, so that the first call after its opening is served.
 */
@ApplicationScoped
public class TenantDirectory {
    private static final String BY_SLUG = """
            select tenant_id, slug, status, timezone, currency from tenant where slug = $1
            """;
    private static final String BY_ID = """
            select tenant_id, slug, status, timezone, currency from tenant where tenant_id = $1
            """;

    /** A tenant and whether it is open for business. */
    record Entry(Tenant tenant, String status) {
        boolean active() {
            return "active".equals(status);
        }
    }

    private final PlatformDb db;
    private final Cache<String, Entry> cache = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    TenantDirectory(PlatformDb db) {
        this.db = db;
    }

    /** The tenant, or null when the slug names none. */
    Uni<Entry> find(String slug) {
        Entry known = cache.getIfPresent(slug);
        return known != null
                ? Uni.createFrom().item(known)
                : db.first(BY_SLUG, TenantDirectory::read, slug).invoke(found -> {
                    if (found != null && found.active()) {
                        cache.put(slug, found);
                    }
                });
    }

    /** The tenant as it is now, open or not, or null when there is none. For work that no caller asked for. */
    public Uni<Tenant> find(UUID id) {
        return db.first(BY_ID, row -> read(row).tenant(), id);
    }

    private static Entry read(Row row) {
        return new Entry(
                new Tenant(
                        row.getUUID("tenant_id"),
                        row.getString("slug"),
                        ZoneId.of(row.getString("timezone")),
                        row.getString("currency")),
                row.getString("status"));
    }
}
