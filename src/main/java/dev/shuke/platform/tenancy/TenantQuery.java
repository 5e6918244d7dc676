package dev.shuke.platform.tenancy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;

/**
 * A statement of one transaction. The driver would run it whenever it is executed, on a connection that may be another
 * tenant's by then: once its transaction has ended, it is refused.
 */
class TenantQuery<T> implements Query<T> {
    private final Query<T> driver;
    final BooleanSupplier open;

    TenantQuery(Query<T> driver, BooleanSupplier open) {
        this.driver = driver;
        this.open = open;
    }

    final <R> Future<R> ifOpen(Supplier<Future<R>> execution) {
        return open.getAsBoolean() ? execution.get() : Future.failedFuture(TenantConnection.outside());
    }

    @Override
    public Future<T> execute() {
        return ifOpen(driver::execute);
    }

    @Override
    public void execute(Handler<AsyncResult<T>> handler) {
        execute().onComplete(handler);
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
        return new TenantQuery<>(driver.collecting(collector), open);
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
        return new TenantQuery<>(driver.mapping(mapper), open);
    }

    /** Likewise with arguments. */
    static final class Prepared<T> extends TenantQuery<T> implements PreparedQuery<T> {
        private final PreparedQuery<T> driver;

        Prepared(PreparedQuery<T> driver, BooleanSupplier open) {
            super(driver, open);
            this.driver = driver;
        }

        @Override
        public Future<T> execute(Tuple arguments) {
            return ifOpen(() -> driver.execute(arguments));
        }

        @Override
        public void execute(Tuple arguments, Handler<AsyncResult<T>> handler) {
            execute(arguments).onComplete(handler);
        }

        @Override
        public Future<T> executeBatch(List<Tuple> batch) {
            return ifOpen(() -> driver.executeBatch(batch));
        }

        @Override
        public void executeBatch(List<Tuple> batch, Handler<AsyncResult<T>> handler) {
            executeBatch(batch).onComplete(handler);
        }

        @Override
        public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
            return new Prepared<>(driver.collecting(collector), open);
        }

        @Override
        public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new Prepared<>(driver.mapping(mapper), open);
        }
    }
}
