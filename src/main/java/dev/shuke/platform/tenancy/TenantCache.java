package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What calls ask about their tenant each time, remembered in this process for ten seconds, and forgotten by all instances at
 * once when one of them says so.
 *
 * <p>Through Redis goes only the name of what to forget. So whoever could write there could make us slower, and not open
 * a tenant, nor give one the id of another; a message that is lost, or a Redis that is away, costs those ten seconds and
 * nothing else; and no call waits for Redis at all.
 */
public final class TenantCache<T> {
    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final int CAPACITY = 20_000;

    private final RedisLink redis;
    private final String channel;
    private final Predicate<T> worthKeeping;
    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<String, T> local;

    /**
     * @param kind of thing that is remembered; instances meet by it
     * @param worthKeeping what must be looked up at each call is not
     */
    public TenantCache(RedisLink redis, String kind, Predicate<T> worthKeeping, Ticker clock) {
        this.redis = redis;
        this.channel = "shuke:forget:" + kind;
        this.worthKeeping = worthKeeping;
        this.local = Caffeine.newBuilder()
                .maximumSize(CAPACITY)
                .expireAfterWrite(AT_MOST)
                .ticker(clock)
                .build();
    }

    /** Begins to hear the other instances. */
    public void open() {
        redis.listen(channel, this::drop, this::dropAll);
    }

    /** What is known of the tenant, or else what is loaded, which may be null. */
    public Uni<T> find(String slug, Function<String, Uni<T>> load) {
        T known = local.getIfPresent(slug);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        long seen = forgotten.get();
        return load.apply(slug).invoke(found -> keep(slug, found, seen));
    }

    /** Not what was read before somebody said to forget it. */
    private void keep(String slug, T found, long seen) {
        if (found == null || !worthKeeping.test(found)) {
            return;
        }
        local.put(slug, found);
        if (forgotten.get() != seen) {
            local.invalidate(slug);
        }
    }

    /** Here at once, in the other instances as soon as they hear of it. */
    public void forget(String slug) {
        drop(slug);
        redis.tell(channel, slug);
    }

    private void drop(String slug) {
        forgotten.incrementAndGet();
        local.invalidate(slug);
    }

    private void dropAll() {
        forgotten.incrementAndGet();
        local.invalidateAll();
    }
}
