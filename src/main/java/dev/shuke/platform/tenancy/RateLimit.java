package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.Allowance.Verdict;
import dev.shuke.platform.tenancy.TokenBucket.Grant;
import dev.shuke.platform.tenancy.TokenBucket.Limit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many calls each caller of each tenant may make: a bucket of tokens in Redis that all instances share, of which
 * each holds a few ahead. So all instances together never admit more than the limit, and may refuse a caller when up to
 * a twentieth of it (at most 100 calls) lies unused in each. While Redis is away each instance counts alone: together
 * they may admit the limit times their number.
 */
@ApplicationScoped
class RateLimit {
    private static final String BUCKET = script();
    private static final int CALLERS = 100_000;

    private final RedisLink redis;
    private final Limit limit;
    private final Limit limitOfMembers;
    private final LoadingCache<Key, Allowance> allowances;

    /** A caller is another in each tenant. */
    private record Key(UUID tenant, String subject, Limit limit) {
        String name() {
            return "shuke:rate:" + tenant + ":" + subject;
        }
    }

    /**
     * @param calls that a caller may make at once
     * @param callsOfMembers that a member may, in all his sessions together
     * @param period in which as many may follow, evenly
     */
    RateLimit(
            RedisLink redis,
            @ConfigProperty(name = "shuke.limit.calls") long calls,
            @ConfigProperty(name = "shuke.limit.member-calls") long callsOfMembers,
            @ConfigProperty(name = "shuke.limit.period") Duration period) {
        this.redis = redis;
        this.limit = new Limit(calls, period.toMillis());
        this.limitOfMembers = new Limit(callsOfMembers, period.toMillis());
        this.allowances = Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .expireAfterAccess(period.multipliedBy(2))
                .build(this::allowance);
    }

    Limit limit(CallContext call) {
        return call.caller().kind() == Caller.Kind.MEMBER ? limitOfMembers : limit;
    }

    /** Whether the call is one too many. */
    Uni<Verdict> take(CallContext call) {
        return take(allowances.get(new Key(call.tenant().id(), call.caller().subject(), limit(call))), 1);
    }

    private static Uni<Verdict> take(Allowance allowance, int round) {
        Verdict verdict = allowance.take(round);
        return verdict != null
                ? Uni.createFrom().item(verdict)
                : Uni.createFrom()
                        .completionStage(() -> allowance.fetched().toCompletionStage())
                        .chain(() -> take(allowance, round + 1));
    }

    private Allowance allowance(Key key) {
        TokenBucket alone = new TokenBucket(key.limit(), System.currentTimeMillis());
        return new Allowance(
                key.limit(),
                wanted -> fetch(key, wanted).otherwise(away -> alone.take(wanted, System.currentTimeMillis())),
                System::currentTimeMillis);
    }

    private Future<Grant> fetch(Key key, long wanted) {
        return redis.ask(bucket(key.name(), key.limit(), wanted)).map(RateLimit::granted);
    }

    static Request bucket(String name, Limit limit, long wanted) {
        return Request.cmd(Command.EVAL)
                .arg(BUCKET)
                .arg(1)
                .arg(name)
                .arg(limit.tokens())
                .arg(limit.millis())
                .arg(wanted);
    }

    static Grant granted(Response answer) {
        return new Grant(
                answer.get(0).toLong(), answer.get(1).toLong(), answer.get(2).toLong());
    }

    private static String script() {
        try (InputStream script = RateLimit.class.getResourceAsStream("/redis/bucket.lua")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
