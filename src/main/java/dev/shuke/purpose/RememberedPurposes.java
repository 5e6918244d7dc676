package dev.shuke.purpose;

import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.RedisLink;
import dev.shuke.platform.tenancy.TenantCache;
import dev.shuke.platform.tenancy.TenantDb;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * The purposes in use, for counts that are asked over and over. Basis and bit of one never change; that it was retired
 * counts here at once, and in other instances as soon as {@link TenantCache} has it. What members say is never remembered.
 */
@ApplicationScoped
class RememberedPurposes {
    private final TenantDb db;
    private final PurposeRepository repository;
    private final TenantCache<Map<Purpose, Purpose>> cache;

    RememberedPurposes(TenantDb db, PurposeRepository repository, RedisLink redis) {
        this.db = db;
        this.repository = repository;
        this.cache = new TenantCache<>(redis, "purposes", all -> !all.isEmpty(), Ticker.systemTicker());
    }

    void start(@Observes StartupEvent started) {
        cache.open();
    }

    /** The same, knowing its condition; null when it is not known to be in use. */
    Uni<Purpose> find(Purpose purpose) {
        return cache.find(
                        slug(),
                        slug -> db.read(repository::listUsed)
                                .map(used -> used.stream().collect(toMap(one -> one, one -> one))))
                .map(used -> used.get(purpose));
    }

    /** To be called after the commit. */
    void forget() {
        cache.forget(slug());
    }

    private static String slug() {
        return CallContext.current().tenant().slug();
    }
}
