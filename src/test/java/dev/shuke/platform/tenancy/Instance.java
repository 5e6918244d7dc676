package dev.shuke.platform.tenancy;

import dev.shuke.localstack.Poll;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What one more instance of the application has of Redis: a connection of its own and what it remembers. */
final class Instance implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final AtomicLong nanos = new AtomicLong();
    private final RedisLink redis;
    private final TenantCache<String> cache;

    Instance(String redisUrl) {
        this(redisUrl, Duration.ofMillis(20));
    }

    /** @param patience long where a busy machine must not pass for a Redis that is away */
    Instance(String redisUrl, Duration patience) {
        client = Redis.createClient(vertx, redisUrl);
        redis = new RedisLink(vertx, client, patience);
        cache = new TenantCache<>(redis, "tenant", text -> !text.isEmpty(), nanos::get);
        cache.open();
    }

    RedisLink redis() {
        return redis;
    }

    /** Answered as soon as Redis is there. */
    Response answer(Request request) {
        AtomicReference<Response> answer = new AtomicReference<>();
        Poll.until("an answer of Redis", Duration.ofMinutes(1), () -> {
            redis.ask(request).onSuccess(answer::set);
            return answer.get() != null;
        });
        return answer.get();
    }

    /** Asked once, for what has an effect. */
    Response answerOnce(Request request) {
        return redis.ask(request).toCompletionStage().toCompletableFuture().join();
    }

    TenantCache<String> cache() {
        return cache;
    }

    /** What the instance answers when the database says {@code now}. */
    String asked(String slug, String now) {
        return cache.find(slug, asked -> Uni.createFrom().item(now)).await().indefinitely();
    }

    void passes(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000);
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
