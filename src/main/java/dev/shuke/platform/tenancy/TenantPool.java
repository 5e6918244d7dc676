package dev.shuke.platform.tenancy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionBase;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Function;

/**
 * The pool of the restricted role. A connection is lent to one tenant: the one of the current {@link CallContext}.
 * Without one, no connection is lent; outside a transaction no statement runs.
 */
@Singleton
public class TenantPool implements PgPoolCreator {
    /** Longer statements are planned at each call: above the length of any that the application has. */
    private static final int PREPARED_UP_TO = 8_192;

    private static final int MOST_IN_ONE_WRITE = 256;

    @Override
    public Pool create(Input input) {
        PgConnectOptions server = input.pgConnectOptionsList().getFirst();
        server.setPreparedStatementCacheSqlLimit(PREPARED_UP_TO);
        Pool driver = PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(server)
                .using(input.vertx())
                .withConnectHandler(TenantPool::inOneWrite)
                .build();
        return over(driver, new FairShare(input.poolOptions().getMaxSize()));
    }

    /**
     * What a connection is given in one turn of the event loop leaves in one write, and PostgreSQL wakes for it once: the
     * driver would send BEGIN, the tenant and each statement by itself.
     */
    static void inOneWrite(SqlConnection connection) {
        SocketConnectionBase driver = (SocketConnectionBase)
                ((SqlConnectionBase<?>) connection).unwrap().unwrap();
        ChannelHandlerContext last = driver.socket().channelHandlerContext();
        last.pipeline().addBefore(last.name(), null, new FlushConsolidationHandler(MOST_IN_ONE_WRITE, true));
        connection.close(); // the pool lends it from now on
    }

    /** Wraps a pool of the driver. */
    static Pool over(Pool driver, FairShare turns) {
        return new Guarded(driver, turns);
    }

    /** Whoever waits goes on where he asked, not where the turn was given back. */
    static Promise<Void> onCaller() {
        return Vertx.currentContext() instanceof ContextInternal caller ? caller.promise() : Promise.promise();
    }

    /** A {@link PgPool}, because Quarkus casts to it. */
    private record Guarded(Pool driver, FairShare turns) implements PgPool {
        @Override
        public Future<SqlConnection> getConnection() {
            UUID tenant;
            try {
                tenant = CallContext.current().tenant().id();
            } catch (RuntimeException unbound) {
                return Future.failedFuture(unbound);
            }
            if (Joint.current().isPresent()) { // what waits for its second connection would keep the first
                return lend(tenant, () -> {});
            }
            Runnable end = () -> turns.giveBack(tenant);
            return turns.take(tenant, TenantPool::onCaller)
                    .compose(turn -> lend(tenant, end).onFailure(none -> end.run()));
        }

        private Future<SqlConnection> lend(UUID tenant, Runnable atEnd) {
            return driver.getConnection().map(connection -> new TenantConnection(connection, tenant, atEnd));
        }

        @Override
        public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
            getConnection().onComplete(handler);
        }

        @Override
        public Query<RowSet<Row>> query(String sql) {
            throw TenantConnection.outside();
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            throw TenantConnection.outside();
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
            throw TenantConnection.outside();
        }

        @Override
        public PgPool connectHandler(Handler<SqlConnection> handler) {
            driver.connectHandler(handler);
            return this;
        }

        @Override
        public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
            driver.connectionProvider(provider);
            return this;
        }

        @Override
        public int size() {
            return driver.size();
        }

        @Override
        public void close(Handler<AsyncResult<Void>> handler) {
            driver.close(handler);
        }

        @Override
        public Future<Void> close() {
            return driver.close();
        }
    }
}
