package dev.shuke.platform.tenancy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A connection lent to one tenant. BEGIN is followed in the same flight by the tenant statement, and by the caller's
 * first statement: nobody waits for either, and neither can be left out.
 *
 * <p>The driver's own transaction is used, because it knows that a failed statement has aborted it and fails the
 * COMMIT; one of our own would have to learn that, or lose an acknowledged write. Should the tenant statement itself
 * fail, the transaction is aborted and every statement behind it is refused by the server.
 */
final class TenantConnection implements SqlConnection {
    static final String BIND_TENANT = "select app_set_tenant($1)";
    static final String BEGIN_READING = "BEGIN READ ONLY";
    static final String COMMIT = "COMMIT";

    private final SqlConnection driver;
    private final UUID tenant;
    private final Runnable atEnd;
    private volatile boolean givenBack;

    TenantConnection(SqlConnection driver, UUID tenant, Runnable atEnd) {
        this.driver = driver;
        this.tenant = tenant;
        this.atEnd = atEnd;
    }

    static IllegalStateException outside() {
        return new IllegalStateException("a statement outside a tenant's transaction");
    }

    /** Whether the transaction that is open now is still the one, and the loan still this one. */
    private BooleanSupplier inside() {
        Transaction current = driver.transaction();
        BooleanSupplier open = () -> !givenBack && current != null && driver.transaction() == current;
        if (!open.getAsBoolean()) {
            throw outside();
        }
        return open;
    }

    /**
     * Fails, and never throws (the pool would not get the connection back), on one that was given back: the driver would
     * send this loan's BEGIN and tenant into the transaction of whoever has the connection now.
     */
    @Override
    public Future<Transaction> begin() {
        if (givenBack || driver.transaction() != null) {
            return Future.failedFuture(
                    new IllegalStateException("the connection was given back, or is in a transaction"));
        }
        driver.begin();
        driver.preparedQuery(BIND_TENANT).execute(Tuple.of(tenant));
        return Future.succeededFuture(driver.transaction());
    }

    /**
     * One statement that reads, in a transaction of its own: BEGIN, the tenant, the statement and COMMIT leave in one
     * flight. Nothing can be lost by sending COMMIT unseen, because PostgreSQL refuses to write in it; and there are rows
     * only if all four have succeeded, so that none are read without a tenant.
     */
    Future<RowSet<Row>> read(String sql, Tuple arguments) {
        if (givenBack || driver.transaction() != null) {
            return Future.failedFuture(outside());
        }
        Future<RowSet<Row>> begun = driver.query(BEGIN_READING).execute();
        Future<RowSet<Row>> bound = driver.preparedQuery(BIND_TENANT).execute(Tuple.of(tenant));
        Future<RowSet<Row>> rows = driver.preparedQuery(sql).execute(arguments);
        Future<RowSet<Row>> ended = driver.query(COMMIT).execute();
        return Future.join(begun, bound, rows, ended).map(all -> rows.result());
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        begin().onComplete(handler);
    }

    @Override
    public Transaction transaction() {
        return driver.transaction();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        BooleanSupplier open = inside();
        return new TenantQuery<>(driver.query(sql), open);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        BooleanSupplier open = inside();
        return new TenantQuery.Prepared<>(driver.preparedQuery(sql), open);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        BooleanSupplier open = inside();
        return new TenantQuery.Prepared<>(driver.preparedQuery(sql, options), open);
    }

    /** Refused: a prepared statement outlives its transaction. The driver keeps those of {@link #preparedQuery} itself. */
    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return Future.failedFuture(new UnsupportedOperationException("use preparedQuery"));
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return prepare(sql);
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        prepare(sql).onComplete(handler);
        return this;
    }

    @Override
    public SqlConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        return prepare(sql, handler);
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
        driver.exceptionHandler(handler);
        return this;
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
        driver.closeHandler(handler);
        return this;
    }

    @Override
    public boolean isSSL() {
        return driver.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return driver.databaseMetadata();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    /** Ends an open transaction before the connection goes back: its tenant must not outlive the loan. */
    @Override
    public Future<Void> close() {
        if (givenBack) {
            return Future.succeededFuture();
        }
        givenBack = true;
        Transaction open = driver.transaction();
        Future<Void> closed = open == null ? driver.close() : open.rollback().transform(ended -> driver.close());
        return closed.onComplete(ended -> atEnd.run());
    }
}
