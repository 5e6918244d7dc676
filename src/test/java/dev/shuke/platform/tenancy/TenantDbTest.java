package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.TransactionRollbackException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The unit of work in the corners: cancelled, in a deadlock, on a connection that is somebody else's by now. */
class TenantDbTest {
    private static final String BUMP = "update segment set version = version + 1 where tenant_id = $1 and id = $2";
    private static final String COUNT = "select 1 from segment where tenant_id = $1 and id = $2";

    private final PoolStorm storm = new PoolStorm(1, UnaryOperator.identity());

    @AfterEach
    void allCameBack() {
        assertThat(storm.inspector().violations()).isEmpty();
        storm.close();
    }

    @Test
    void aSqlErrorThatTheWorkRecoveredFromFailsTheCommit() {
        UUID row = Ids.next();
        assertThatThrownBy(() -> storm.answer(
                        storm.call(0),
                        () -> storm.db()
                                .inTransaction(tx -> tx.update(StormCall.WRITE, row)
                                        .chain(() -> tx.update("select 1 / (length($1::uuid::text) - 36)"))
                                        .onFailure()
                                        .recoverWithItem(1))))
                .hasCauseInstanceOf(TransactionRollbackException.class);
        assertThat(written(row)).isFalse();
    }

    /** Each wakes PostgreSQL; the driver would send every statement by itself. The inspector's own comes first. */
    @Test
    void aReadLeavesInOneWriteAndATransactionInTwo() {
        Supplier<Uni<Integer>> read =
                () -> storm.db().read(tx -> tx.first(COUNT, row -> row.getInteger(0), tx.tenantId()));
        storm.answer(storm.call(0), read); // has the statements prepared
        assertThat(writes(read)).isEqualTo(1 + 1);
        assertThat(writes(() -> storm.db().inTransaction(tx -> tx.first(COUNT, row -> 1, tx.tenantId()))))
                .isEqualTo(1 + 2);
    }

    private int writes(Supplier<Uni<Integer>> work) {
        int before = storm.writes();
        storm.answer(storm.call(0), work);
        return storm.writes() - before;
    }

    @Test
    void aDeadlocksVictimIsTriedAgainAsTheSameTenant() {
        try (PoolStorm two = new PoolStorm(2, UnaryOperator.identity())) {
            UUID first = Ids.next();
            UUID second = Ids.next();
            two.answer(
                    two.call(0),
                    () -> two.db()
                            .inTransaction(tx ->
                                    tx.update(StormCall.WRITE, first).chain(() -> tx.update(StormCall.WRITE, second))));
            AtomicInteger tries = new AtomicInteger();
            Meeting meeting = new Meeting();
            CompletableFuture<Integer> up = bothWays(two, List.of(first, second), tries, meeting);
            CompletableFuture<Integer> down = bothWays(two, List.of(second, first), tries, meeting);
            assertThat(up.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1);
            assertThat(down.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1);
            assertThat(tries).hasValue(3);
            assertThat(two.inspector().violations()).isEmpty();
        }
    }

    private static CompletableFuture<Integer> bothWays(
            PoolStorm storm, List<UUID> rows, AtomicInteger tries, Meeting meeting) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        storm.onRequest(
                tries.get(),
                storm.call(0),
                () -> storm.db()
                        .inTransaction(tx -> {
                            tries.incrementAndGet();
                            return tx.update(BUMP, rows.getFirst())
                                    .chain(meeting::arrive)
                                    .chain(() -> tx.update(BUMP, rows.getLast()));
                        })
                        .subscribe()
                        .with(done::complete, done::completeExceptionally));
        return done;
    }

    /** Lets two go on when both have come; whoever comes later is not kept. */
    private static final class Meeting {
        private final CompletableFuture<Void> both = new CompletableFuture<>();
        private final AtomicInteger there = new AtomicInteger();

        Uni<Void> arrive() {
            if (there.incrementAndGet() == 2) {
                both.complete(null);
            }
            return Uni.createFrom().completionStage(both);
        }
    }

    @Test
    void whoGoesAwayWhileWaitingLeavesNothingBehind() {
        CompletableFuture<Void> holding = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        storm.onRequest(
                0,
                storm.call(0),
                () -> storm.db()
                        .inTransaction(tx -> tx.list(StormCall.READ, row -> row)
                                .invoke(() -> holding.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(release)))
                        .subscribe()
                        .with(done -> {}, failed -> {}));
        holding.orTimeout(60, TimeUnit.SECONDS).join();
        UUID row = Ids.next();
        CompletableFuture<Cancellable> waiting = new CompletableFuture<>();
        storm.onRequest(
                1,
                storm.call(1),
                () -> waiting.complete(storm.db()
                        .inTransaction(tx -> tx.update(StormCall.WRITE, row))
                        .subscribe()
                        .with(done -> {}, failed -> {})));
        waiting.orTimeout(60, TimeUnit.SECONDS).join().cancel();
        release.complete(null);
        assertThat(written(row)).isFalse();
    }

    @Test
    void whoGoesAwayInTheMiddleHasItDone() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        UUID row = Ids.next();
        CompletableFuture<Cancellable> running = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        storm.onRequest(
                0,
                storm.call(0),
                () -> running.complete(storm.db()
                        .inTransaction(tx -> tx.update(StormCall.WRITE, row)
                                .invoke(() -> begun.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(goOn)))
                        .subscribe()
                        .with(done -> {}, failed -> {})));
        begun.orTimeout(60, TimeUnit.SECONDS).join();
        running.join().cancel();
        goOn.complete(null);
        assertThat(written(row)).isTrue();
    }

    /** The pool has one connection, so this comes after whatever was asked for before. */
    private boolean written(UUID row) {
        return List.of(0, 1, 2).stream()
                .anyMatch(tenant -> storm.answer(
                        storm.call(tenant),
                        () -> storm.db()
                                .inTransaction(tx ->
                                        tx.first(COUNT, found -> true, row).map(found -> found != null))));
    }

    @Test
    void aConnectionThatWasGivenBackCannotReachTheNextLoan() {
        SqlConnection stale =
                storm.answer(storm.call(0), () -> wait(storm.tenants().getConnection()));
        storm.answer(storm.call(0), () -> wait(stale.close()));
        List<UUID> seen = storm.answer(
                storm.call(1),
                () -> storm.db()
                        .inTransaction(tx -> tx.update(StormCall.WRITE, Ids.next())
                                .chain(() ->
                                        wait(stale.begin()).onItemOrFailure().transform((begun, refused) -> begun))
                                .chain(() -> tx.list(
                                        "select app_tenant() t from (select $1::uuid) s", row -> row.getUUID("t")))));
        assertThat(seen).containsExactly(storm.call(1).tenant().id());
        assertThatThrownBy(() -> stale.query("select 1")).isInstanceOf(IllegalStateException.class);
    }

    /** A query that was made in one loan and is executed in the next. */
    @Test
    void aQueryThatWasKeptCannotRunInTheNextLoan() {
        SqlConnection stale =
                storm.answer(storm.call(0), () -> wait(storm.tenants().getConnection()));
        storm.answer(storm.call(0), () -> wait(stale.begin()));
        Query<RowSet<Row>> plain = stale.query("select app_tenant() t");
        PreparedQuery<RowSet<Row>> prepared = stale.preparedQuery("select app_tenant() t");
        storm.answer(storm.call(0), () -> wait(stale.close()));
        for (Query<?> kept : List.of(plain, prepared)) {
            assertThatThrownBy(() -> storm.answer(
                            storm.call(1),
                            () -> storm.db()
                                    .inTransaction(
                                            tx -> tx.update("select $1::uuid").chain(() -> wait(kept.execute())))))
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSecondBeginFailsAndDoesNotThrow() {
        storm.answer(
                storm.call(0),
                () -> wait(storm.tenants()
                        .getConnection()
                        .compose(connection -> connection
                                .begin()
                                .compose(begun -> connection.begin())
                                .transform(second -> {
                                    assertThat(second.failed()).isTrue();
                                    return connection.close();
                                }))));
        assertThat(storm.inspector().stillOut()).isZero();
    }

    @Test
    void withoutATenantNothingIsLentAndNothingRuns() {
        assertThatThrownBy(() -> storm.answer(null, () -> wait(storm.tenants().getConnection())))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storm.answer(null, () -> storm.db().inTransaction(tx -> tx.update("select 1"))))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storm.tenants().query("select 1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storm.tenants().preparedQuery("select 1")).isInstanceOf(IllegalStateException.class);
        assertThat(storm.inspector().loans()).isZero();
    }

    private static <T> Uni<T> wait(Future<T> future) {
        return Uni.createFrom().completionStage(future.toCompletionStage());
    }
}
