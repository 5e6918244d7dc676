package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of heavy work so much is under way as may be, whoever asks for it and whoever goes away. */
class HeavyWorkTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final PoolStorm storm = new PoolStorm(1, UnaryOperator.identity());
    private final HeavyWork heavy = new HeavyWork(3);
    private final List<UniEmitter<? super String>> underWay = new CopyOnWriteArrayList<>();
    private final List<Integer> tenants = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        storm.close();
    }

    @Test
    void ofOneTenantTwoOfThreeAtATimeAndOthersStillHaveTheirs() {
        begin(0);
        begin(0);
        Cancellable third = begin(0);
        begin(0);
        await(2);
        begin(1);
        await(3);
        third.cancel();
        underWay.get(0).complete("first");
        await(4); // the fourth: the third has gone
        underWay.get(1).complete("second");
        underWay.get(2).complete("other");
        underWay.get(3).complete("fourth");
        Poll.until("all turns given back", SOON, () -> heavy.begun() == 0);
        assertThat(underWay).hasSize(4);
        assertThat(ended).containsExactlyInAnyOrder("first", "second", "other", "fourth");
    }

    @Test
    void whatHasBegunKeepsItsTurnThoughNobodyListens() {
        Cancellable gone = begin(0);
        begin(0);
        begin(0);
        await(2);
        gone.cancel();
        begin(1);
        await(3);
        assertThat(tenants).as("not the third of the first tenant").containsExactly(0, 0, 1);
        underWay.get(0).complete("unheard");
        await(4);
        underWay.forEach(work -> work.fail(new IllegalStateException("failed")));
        Poll.until("all turns given back", SOON, () -> heavy.begun() == 0);
        assertThat(ended).containsOnly("failed").hasSize(3);
    }

    private void await(int count) {
        Poll.until(count + " under way", SOON, () -> underWay.size() == count);
    }

    private Cancellable begin(int tenant) {
        CompletableFuture<Cancellable> begun = new CompletableFuture<>();
        storm.onRequest(
                0,
                storm.call(tenant),
                () -> begun.complete(heavy.<String>inTurn(() -> {
                            tenants.add(tenant);
                            return Uni.createFrom().emitter(underWay::add);
                        })
                        .subscribe()
                        .with(ended::add, failure -> ended.add(failure.getMessage()))));
        return begun.join();
    }
}
