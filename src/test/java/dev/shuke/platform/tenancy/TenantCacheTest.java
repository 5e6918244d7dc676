package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.localstack.SpareRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances on one real Redis that is killed, frozen and started again. */
class TenantCacheTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static SpareRedis redis;

    private Instance one;
    private Instance other;

    @BeforeAll
    static void start() {
        redis = new SpareRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        one = new Instance(redis.url());
        other = new Instance(redis.url());
        hearEachOther();
    }

    @AfterEach
    void disconnect() {
        one.close();
        other.close();
    }

    /** By then both listen: what one forgets, the other looks up anew. */
    private void hearEachOther() {
        Poll.until("the instances hear each other", LIMIT, () -> told(one, other) && told(other, one));
    }

    private static boolean told(Instance teller, Instance hearer) {
        String slug = slug();
        hearer.asked(slug, "old");
        teller.cache().forget(slug);
        return Poll.within(
                Duration.ofMillis(500), () -> hearer.asked(slug, "new").equals("new"));
    }

    private static String slug() {
        return "t" + UUID.randomUUID();
    }

    private static Request ping() {
        return Request.cmd(Command.PING);
    }

    private static boolean answers(Instance instance) {
        CompletableFuture<Response> asked =
                instance.redis().ask(ping()).toCompletionStage().toCompletableFuture();
        return Poll.within(LIMIT, asked::isDone) && !asked.isCompletedExceptionally();
    }

    @Test
    void remembersForTenSecondsEvenIfNobodySaysAnything() {
        String slug = slug();
        assertThat(one.asked(slug, "old")).isEqualTo("old");
        one.passes(9);
        assertThat(one.asked(slug, "new")).isEqualTo("old");
        one.passes(1);
        assertThat(one.asked(slug, "new")).isEqualTo("new");
    }

    @Test
    void doesNotRememberWhatIsNotThereOrNotWorthIt() {
        String slug = slug();
        assertThat(one.asked(slug, null)).isNull();
        assertThat(one.asked(slug, "")).isEmpty();
        assertThat(one.asked(slug, "there")).isEqualTo("there");
    }

    @Test
    void whatWasReadBeforeItChangedIsNotRemembered() {
        String slug = slug();
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> answer = one.cache()
                .find(slug, asked -> Uni.createFrom().completionStage(slow))
                .subscribeAsCompletionStage();
        one.cache().forget(slug);
        slow.complete("old");
        assertThat(answer).isCompletedWithValue("old");
        assertThat(one.asked(slug, "new")).isEqualTo("new");
    }

    @Test
    void aKilledRedisIsMissedByNobodyAndFoundAgain() {
        redis.kill();
        try {
            worksAlone();
            assertThat(answers(one)).isFalse();
        } finally {
            redis.restart();
        }
        hearEachOther();
        Poll.until("Redis is asked again", LIMIT, () -> answers(one));
    }

    @Test
    void aFrozenRedisHoldsNobodyUp() {
        redis.freeze();
        try {
            worksAlone();
            List<Future<Response>> asked = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                asked.add(one.redis().ask(ping()));
            }
            assertThat(Poll.within(LIMIT, () -> asked.stream().allMatch(Future::isComplete)))
                    .isTrue();
            assertThat(asked).allMatch(Future::failed);
            assertThat(one.redis().ask(ping()).isComplete())
                    .as("refused at once while it is known to be away")
                    .isTrue();
        } finally {
            redis.thaw();
        }
        hearEachOther();
        Poll.until("Redis is asked again", LIMIT, () -> answers(one));
    }

    private void worksAlone() {
        String slug = slug();
        assertThat(one.asked(slug, "old")).isEqualTo("old");
        assertThat(one.asked(slug, "new")).isEqualTo("old");
        one.cache().forget(slug);
        assertThat(one.asked(slug, "new")).isEqualTo("new");
    }
}
