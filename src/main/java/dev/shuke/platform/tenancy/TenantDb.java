package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The only door to the tenant's data: a unit of work is one transaction of the current call's tenant. */
@ApplicationScoped
public class TenantDb {
    /** Deadlock and serialisation failure: PostgreSQL has undone the transaction and asks for another try. */
    private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001");

    private final Pool pool;

    TenantDb(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs the work in one transaction and commits it, or as a part of the call's {@link #inSpanningTransaction}. Any
     * failure rolls everything back; so does a failed statement that the work recovered from, since PostgreSQL has
     * aborted the transaction by then. A deadlock's victim is tried once more: the work must have no effect outside the
     * database.
     *
     * <p>A caller who goes away while waiting for a connection has his work left undone; once it has begun it runs to its
     * end and commits, whether or not anybody still listens.
     */
    public <T> Uni<T> inTransaction(Function<Tx, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CallContext call = CallContext.current();
            return Joint.current().map(joint -> joint.join(work)).orElseGet(() -> inOwnTransaction(call, work));
        });
    }

    /**
     * Runs the work in one transaction which every {@link #inTransaction} within it joins: all of a call commits
     * together, or nothing.
     */
    public <T> Uni<T> inSpanningTransaction(Function<Tx, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CallContext call = CallContext.current();
            return Joint.current()
                    .map(joint -> joint.join(work))
                    .orElseGet(() -> inOwnTransaction(call, tx -> Joint.over(tx, work)));
        });
    }

    /** As {@link #inTransaction}, but joins nothing: what it writes stays, whatever becomes of the call. */
    public <T> Uni<T> inOwnTransaction(Function<Tx, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> inOwnTransaction(CallContext.current(), work));
    }

    private <T> Uni<T> inOwnTransaction(CallContext call, Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    AtomicBoolean gone = new AtomicBoolean();
                    return pool.withTransaction(connection -> gone.get()
                                    ? Uni.createFrom().<T>failure(new CancellationException())
                                    : work.apply(new Tx(
                                            (sql, arguments) -> connection
                                                    .getDelegate()
                                                    .preparedQuery(sql)
                                                    .execute(arguments),
                                            call)))
                            .onCancellation()
                            .invoke(() -> gone.set(true));
                })
                .onFailure(TenantDb::asksForAnotherTry)
                .retry()
                .atMost(1)
                .onFailure(Raced.class)
                .retry()
                .atMost(Raced.MOST_TRIES);
    }

    /**
     * Runs work that is one statement and reads, in the one flight of {@link TenantConnection#read}: half the round
     * trips of {@link #inTransaction}. A second statement is refused here, one that writes by PostgreSQL. Within a
     * spanning transaction it is a part of that one.
     */
    public <T> Uni<T> read(Function<Tx, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CallContext call = CallContext.current();
            return Joint.current().map(joint -> joint.join(work)).orElseGet(() -> work.apply(aloneTx(call)));
        });
    }

    private Tx aloneTx(CallContext call) {
        AtomicBoolean sent = new AtomicBoolean();
        return new Tx(
                (sql, arguments) -> sent.getAndSet(true)
                        ? Future.failedFuture(TenantConnection.outside())
                        : readAlone(sql, arguments),
                call);
    }

    private Future<RowSet<Row>> readAlone(String sql, Tuple arguments) {
        return pool.getDelegate().getConnection().compose(lent -> {
            TenantConnection connection = (TenantConnection) lent;
            return connection.read(sql, arguments).eventually(() -> connection.close());
        });
    }

    private static boolean asksForAnotherTry(Throwable failure) {
        return failure instanceof PgException refused && TRY_AGAIN.contains(refused.getSqlState());
    }
}
