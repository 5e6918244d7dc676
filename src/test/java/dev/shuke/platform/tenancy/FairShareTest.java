package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.localstack.Poll;
import dev.shuke.platform.web.ApiException;
import dev.shuke.testing.TestTenant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One tenant's many or slow calls do not keep the others from the pool. */
class FairShareTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int SLOW_CALLS = 300;
    private static final String GATE = "(20261122)";

    /** Slow as long as somebody holds the gate alone. */
    private static final String SLOW = "select pg_advisory_xact_lock_shared" + GATE + " from (select $1::uuid) t";

    private static final String QUICK = "select from (select $1::uuid) t";

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "2, 1, 1, 2", "4, 3, 2, 3", "16, 15, 12, 4", "16, 15, 12, 5"})
    void holdsItsBoundsWhateverComes(int connections, int size, int most, long seed) {
        FairShare pool = new FairShare(connections);
        Random random = new Random(seed);
        List<UUID> tenants = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        Map<UUID, Deque<Future<Void>>> asked = new HashMap<>();
        tenants.forEach(tenant -> asked.put(tenant, new ArrayDeque<>()));
        for (int step = 0; step < 5_000; step++) {
            UUID tenant = tenants.get(random.nextInt(100) < 70 ? 0 : random.nextInt(3));
            boolean fill = random.nextInt(1_000) < (step / 500 % 2 == 0 ? 800 : 200);
            if (fill) {
                Future<Void> turn = pool.take(tenant, Promise::promise);
                if (!turn.failed()) {
                    asked.get(tenant).add(turn);
                }
            } else {
                giveBackOne(pool, tenant, asked.get(tenant));
            }
            check(pool, asked, size, most);
        }
        while (pool.lent() > 0) {
            asked.forEach((tenant, turns) -> giveBackOne(pool, tenant, turns));
        }
        assertThat(asked.values()).as("everybody was served").allMatch(Deque::isEmpty);
    }

    private static void giveBackOne(FairShare pool, UUID tenant, Deque<Future<Void>> turns) {
        turns.stream().filter(Future::succeeded).findFirst().ifPresent(turn -> {
            turns.remove(turn);
            pool.giveBack(tenant);
        });
    }

    private static void check(FairShare pool, Map<UUID, Deque<Future<Void>>> asked, int size, int most) {
        List<Long> held = asked.values().stream()
                .map(turns -> turns.stream().filter(Future::succeeded).count())
                .toList();
        long lent = held.stream().mapToLong(Long::longValue).sum();
        assertThat(pool.lent()).isEqualTo((int) lent);
        assertThat(lent).isLessThanOrEqualTo(size);
        assertThat(held).allMatch(count -> count <= most);
        if (lent < size) {
            assertThat(asked.values())
                    .as("nobody waits for a free connection who may have one")
                    .allMatch(turns -> turns.stream().allMatch(Future::succeeded)
                            || turns.stream().filter(Future::succeeded).count() == most);
        }
    }

    @Test
    void whoHoldsFewestIsNext() {
        FairShare pool = new FairShare(6);
        UUID greedy = UUID.randomUUID();
        UUID modest = UUID.randomUUID();
        List<Future<Void>> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(pool.take(greedy, Promise::promise));
        }
        assertThat(many).filteredOn(Future::succeeded).hasSize(4);
        assertThat(pool.take(modest, Promise::promise).succeeded()).isTrue();
        Future<Void> second = pool.take(modest, Promise::promise);
        assertThat(second.isComplete()).isFalse();
        pool.giveBack(greedy);
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void tooManyWhoWaitAreRefused() {
        FairShare pool = new FairShare(4);
        UUID tenant = UUID.randomUUID();
        for (int i = 0; i < 2 + FairShare.MAY_WAIT; i++) {
            assertThat(pool.take(tenant, Promise::promise).failed()).isFalse();
        }
        Future<Void> refused = pool.take(tenant, Promise::promise);
        assertThatThrownBy(
                        () -> refused.toCompletionStage().toCompletableFuture().join())
                .hasCauseInstanceOf(ApiException.class);
        assertThat(pool.take(UUID.randomUUID(), Promise::promise).succeeded()).isTrue();
    }

    @Test
    void whoeverHasAConnectionWaitsForNoTurnToGetASecond() {
        try (PoolStorm storm = new PoolStorm(2, UnaryOperator.identity(), new FairShare(2))) {
            int rows = storm.answer(
                    storm.call(0),
                    () -> storm.db()
                            .inSpanningTransaction(tx -> tx.update(QUICK)
                                    .chain(() -> storm.db().inOwnTransaction(second -> second.update(QUICK)))));
            assertThat(rows).isEqualTo(1);
            Poll.until("the turn given back", SOON, () -> storm.turns().lent() == 0);
        }
    }

    /** On real connections: 300 slow calls of one tenant, none of which ends before another has had all that it asks for. */
    @Test
    void aSlowTenantHoldsNobodyUp() throws SQLException {
        try (PoolStorm storm = new PoolStorm(4, UnaryOperator.identity(), new FairShare(4));
                Connection gate = TestTenant.connect("postgres");
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock" + GATE);
            AtomicInteger slowEnded = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < SLOW_CALLS; i++) {
                storm.onRequest(
                        0,
                        storm.call(0),
                        () -> storm.db()
                                .inTransaction(tx -> tx.update(SLOW))
                                .onTermination()
                                .invoke(slowEnded::incrementAndGet)
                                .subscribe()
                                .with(done -> {}, failure -> refused.incrementAndGet()));
            }
            for (int i = 0; i < 10; i++) {
                storm.answer(storm.call(1), () -> storm.db().inTransaction(tx -> tx.update(QUICK)));
            }
            int refusedMeanwhile = SLOW_CALLS - 2 - FairShare.MAY_WAIT;
            assertThat(refused.get())
                    .as("all but 2 that run and those that wait")
                    .isEqualTo(refusedMeanwhile);
            assertThat(slowEnded.get()).as("those alone").isEqualTo(refusedMeanwhile);
            gate.rollback();
            Poll.until("the end of the slow calls", SOON, () -> slowEnded.get() == SLOW_CALLS);
            Poll.until("the last turn given back", SOON, () -> storm.turns().lent() == 0);
        }
    }
}
