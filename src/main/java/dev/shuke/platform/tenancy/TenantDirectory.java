package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;

/** Finds the tenant that a token names. What it says is at most ten seconds old. */
@ApplicationScoped
public class TenantDirectory {
    private static final String BY_SLUG = """
            select tenant_id, slug, status, timezone, currency from tenant where slug = $1
            """;

    /** A tenant and whether it is open for business. */
    public record Entry(Tenant tenant, String status) {
        public boolean active() {
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

    /** The tenant, or null when the slug names none. An unknown slug is asked for again each time. */
    public Uni<Entry> find(String slug) {
        Entry known = cache.getIfPresent(slug);
        return known != null
                ? Uni.createFrom().item(known)
                : db.first(BY_SLUG, TenantDirectory::read, slug)
                        .onItem()
                        .ifNotNull()
                        .invoke(found -> cache.put(slug, found));
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
