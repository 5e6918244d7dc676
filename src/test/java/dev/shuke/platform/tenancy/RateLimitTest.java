package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.localstack.SpareRedis;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.Allowance.Verdict;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances share one limit, and go on alone when their Redis is gone. */
class RateLimitTest {
    private static final int INSTANCES = 3;
    private static final int LIMIT = 400;
    /** What each instance may hold unused: a twentieth of the limit. */
    private static final int BLOCK = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Instance> instances = new ArrayList<>();
    private final List<RateLimit> limits = new ArrayList<>();
    private SpareRedis redis;

    @BeforeEach
    void start() {
        redis = new SpareRedis();
        for (int i = 0; i < INSTANCES; i++) {
            Instance instance = new Instance(redis.url(), PATIENCE);
            instances.add(instance);
            limits.add(new RateLimit(instance.redis(), LIMIT, LIMIT, Duration.ofHours(5)));
        }
    }

    @AfterEach
    void stop() {
        instances.forEach(Instance::close);
        redis.close();
    }

    private static CallContext caller(UUID tenant, String subject) {
        return new CallContext(
                new Tenant(tenant, "t", ZoneId.of("Asia/Shanghai"), "CNY"),
                new Caller(subject, Caller.Kind.APP, Set.of(), Set.of()));
    }

    private List<Verdict> storm(CallContext caller, int calls) {
        List<CompletableFuture<Verdict>> running = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            running.add(limits.get(i % INSTANCES).take(caller).subscribeAsCompletionStage());
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        assertThat(Poll.within(PATIENCE, all::isDone)).as("every call is told").isTrue();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static long admitted(List<Verdict> verdicts) {
        return verdicts.stream().filter(Verdict::admitted).count();
    }

    @Test
    void allInstancesTogetherAdmitTheLimit() {
        CallContext caller = caller(UUID.randomUUID(), "app");
        List<Verdict> verdicts = storm(caller, 3_000);
        assertThat(admitted(verdicts)).isBetween((long) LIMIT - INSTANCES * BLOCK, (long) LIMIT);
        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.admitted())
                .allSatisfy(verdict -> assertThat(verdict.waitMillis()).isPositive());
        assertThat(admitted(storm(caller, 300))).isLessThanOrEqualTo(INSTANCES * BLOCK);
    }

    @Test
    void everyCallerOfEveryTenantHasItsOwn() {
        UUID tenant = UUID.randomUUID();
        storm(caller(tenant, "app"), 2_000);
        assertThat(admitted(storm(caller(tenant, "another"), 100))).isEqualTo(100);
        assertThat(admitted(storm(caller(UUID.randomUUID(), "app"), 100))).isEqualTo(100);
    }

    @Test
    void withoutRedisEachInstanceCountsAlone() {
        redis.kill();
        CallContext caller = caller(UUID.randomUUID(), "app");
        assertThat(admitted(storm(caller, 3_000))).isBetween((long) LIMIT - BLOCK, (long) LIMIT * INSTANCES);
        assertThat(admitted(storm(caller, 300))).isLessThanOrEqualTo(INSTANCES * BLOCK);
    }
}
