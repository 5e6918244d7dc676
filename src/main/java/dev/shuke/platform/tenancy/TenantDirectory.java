package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds the tenant that a token names, and whose tokens it no longer takes. Either may be ten seconds old unless
 * {@link #forget} was called; a closed tenant is looked up at each call, so that the first call after its opening is
 * served.
 */
@ApplicationScoped
public class TenantDirectory {
    /**
     * No token is older: {@code quarkus.oidc.token.age}, and the minute of {@link VerifiedTokens}. What was revoked
     * before concerns none that is still taken.
     */
    private static final Duration OLDEST_TOKEN = Duration.ofMinutes(65);

    private static final String BY_SLUG = """
            select t.tenant_id, t.slug, t.status, t.timezone, t.currency, t.field_policy, r.subject, r.not_before
            from tenant t left join revocation r on r.tenant_id = t.tenant_id and r.not_before > $2
            where t.slug = $1
            """;
    private static final String BY_ID = """
            select tenant_id, slug, timezone, currency, field_policy from tenant
            where tenant_id = $1 and status <> 'deleted'
            """;

    /**
     * A tenant, and whether it takes a call.
     *
     * @param revoked by subject, the moment until which its tokens were taken back
     */
    record Entry(Tenant tenant, String status, Map<String, Instant> revoked) {
        boolean active() {
            return "active".equals(status);
        }

        /**
         * Tokens tell their time in whole seconds, so one of the very second of the revocation may be from before it:
         * it is refused. The same caller's next token, a second later, is not.
         */
        boolean takes(String subject, long issuedAtSeconds) {
            Instant notBefore = revoked.get(subject);
            return notBefore == null || issuedAtSeconds > notBefore.getEpochSecond();
        }
    }

    private final PlatformDb db;
    private final TenantCache<Entry> cache;

    TenantDirectory(PlatformDb db, RedisLink redis) {
        this.db = db;
        this.cache = new TenantCache<>(redis, "tenant", Entry::active, Ticker.systemTicker());
    }

    void start(@Observes StartupEvent started) {
        cache.open();
    }

    /** The tenant, or null when the slug names none. */
    Uni<Entry> find(String slug) {
        return cache.find(slug, this::load);
    }

    /** The tenant as it is now, open or not, or null when there is none any more. For work that no caller asked for. */
    public Uni<Tenant> find(UUID id) {
        return db.first(BY_ID, TenantDirectory::tenant, id);
    }

    /**
     * What changed of the tenant, its status or what is revoked, counts from the next call, here at once and in the other
     * instances within milliseconds, at the latest ten seconds. To be called after the commit.
     */
    public void forget(String slug) {
        cache.forget(slug);
    }

    private Uni<Entry> load(String slug) {
        OffsetDateTime since = Instant.now().minus(OLDEST_TOKEN).atOffset(ZoneOffset.UTC);
        return db.list(BY_SLUG, row -> row, slug, since).map(TenantDirectory::read);
    }

    private static Entry read(List<Row> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        Map<String, Instant> revoked = new HashMap<>();
        rows.stream()
                .filter(row -> row.getString("subject") != null)
                .forEach(row -> revoked.put(
                        row.getString("subject"),
                        row.getOffsetDateTime("not_before").toInstant()));
        Row first = rows.getFirst();
        return new Entry(tenant(first), first.getString("status"), revoked);
    }

    private static Tenant tenant(Row row) {
        return new Tenant(
                row.getUUID("tenant_id"),
                row.getString("slug"),
                ZoneId.of(row.getString("timezone")),
                row.getString("currency"),
                FieldPolicyColumn.read(row.getJsonObject("field_policy")));
    }
}
