package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.LocalStack;
import dev.shuke.platform.tenancy.TokenBucket.Grant;
import dev.shuke.platform.tenancy.TokenBucket.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bucket promises, on random calls at random times; and the one in Redis does the same as the one in Java. */
class TokenBucketTest {
    private static final int CALLS = 300;

    /**
     * A call, and what it was granted.
     *
     * @param latest the latest time that the bucket had been told by then
     */
    private record Taken(long at, long latest, long wanted, Grant grant) {}

    private static Limit limit(Random random) {
        return new Limit(1 + random.nextInt(200), 1 + random.nextInt(5_000));
    }

    /** Mostly onward, in steps from nothing to longer than it takes to fill the bucket, sometimes a little back. */
    private static List<Taken> play(TokenBucket bucket, Limit limit, Random random) {
        List<Taken> taken = new ArrayList<>();
        long now = 1_000;
        long latest = now;
        for (int i = 0; i < CALLS; i++) {
            now += random.nextInt(10) == 0
                    ? random.nextLong(2 * limit.millis())
                    : random.nextInt(10) == 0 ? -random.nextInt(5) : random.nextInt(20);
            long wanted = 1 + random.nextInt(random.nextBoolean() ? 3 : 50);
            latest = Math.max(latest, now);
            taken.add(new Taken(now, latest, wanted, bucket.take(wanted, now)));
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void grantsNoMoreThanItHoldsAndGains(long seed) {
        Random random = new Random(seed);
        Limit limit = limit(random);
        List<Taken> taken = play(new TokenBucket(limit, 0), limit, random);
        for (int from = 0; from < taken.size(); from++) {
            long granted = 0;
            for (Taken later : taken.subList(from, taken.size())) {
                granted += later.grant().granted();
                long elapsed = later.latest() - taken.get(from).latest();
                assertThat(granted * limit.millis())
                        .as("granted between call %d and now, seed %d", from, seed)
                        .isLessThanOrEqualTo(limit.tokens() * limit.millis() + elapsed * limit.tokens());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsNothingBackAndTellsWhenThereIsMore(long seed) {
        Random random = new Random(seed);
        Limit limit = limit(random);
        long now = 0;
        TokenBucket bucket = new TokenBucket(limit, now);
        assertThat(bucket.take(limit.tokens(), now)).isEqualTo(new Grant(limit.tokens(), 0, 0));
        for (int i = 0; i < CALLS; i++) {
            Grant refused = bucket.take(1, now);
            assertThat(refused.granted()).isZero();
            assertThat(refused.waitMillis()).isPositive();
            assertThat(bucket.take(1, now + refused.waitMillis() - 1).granted()).isZero();
            now += refused.waitMillis();
            Grant partial = bucket.take(limit.tokens() + 1, now);
            assertThat(partial.granted()).isPositive();
            assertThat(partial.left()).isZero();
            now += random.nextInt(3) == 0 ? partial.waitMillis() - 1 : 0;
        }
        assertThat(bucket.take(limit.tokens() + 7, now + limit.millis()).granted())
                .as("full again")
                .isEqualTo(limit.tokens());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isTheSameInRedis(long seed) {
        Random random = new Random(seed);
        Limit limit = limit(random);
        String name = "test:" + UUID.randomUUID();
        try (Instance instance =
                new Instance(LocalStack.forTests().environment().get("SHUKE_REDIS_URL"), Duration.ofSeconds(20))) {
            for (Taken taken : play(new TokenBucket(limit, 0), limit, random)) {
                Grant shared = RateLimit.granted(instance.answerOnce(
                        RateLimit.bucket(name, limit, taken.wanted()).arg(taken.at())));
                assertThat(shared).as("%s, seed %d", taken, seed).isEqualTo(taken.grant());
            }
        }
    }
}
