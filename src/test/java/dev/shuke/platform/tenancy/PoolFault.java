package dev.shuke.platform.tenancy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;

/** Mistakes that a pool of this kind could make, planted to see that the harness finds them out. */
enum PoolFault implements Watched.Call {
    /** Begins, and leaves the tenant out. */
    FORGETS_THE_TENANT {
        @Override
        public Object on(Method method, Object[] arguments, Watched.Invocation driver) throws Throwable {
            return driver.proceed(bindsTenant(method, arguments) ? first(arguments, "select $1::uuid") : arguments);
        }
    },

    /** Binds the tenant to the session, so that it outlives the transaction. */
    BINDS_THE_SESSION {
        @Override
        public Object on(Method method, Object[] arguments, Watched.Invocation driver) throws Throwable {
            return driver.proceed(
                    bindsTenant(method, arguments)
                            ? first(arguments, "select set_config('app.tenant_id', $1::uuid::text, false)")
                            : arguments);
        }
    },

    /** Runs statements without a transaction. */
    NEVER_BEGINS {
        @Override
        public Object on(Method method, Object[] arguments, Watched.Invocation driver) throws Throwable {
            return switch (method.getName()) {
                case "begin" -> Future.succeededFuture(NO_TRANSACTION);
                case "transaction" -> NO_TRANSACTION;
                default -> driver.proceed(arguments);
            };
        }
    },

    /** Now and then keeps a connection. */
    KEEPS_CONNECTIONS {
        @Override
        public Object on(Method method, Object[] arguments, Watched.Invocation driver) throws Throwable {
            boolean kept = method.getName().equals("close") && CLOSED.incrementAndGet() % 50 == 0;
            return kept ? Future.succeededFuture() : driver.proceed(arguments);
        }
    },

    /** Calls every end of a transaction a success. */
    COMMITS_WHATEVER_HAPPENED {
        @Override
        public Object on(Method method, Object[] arguments, Watched.Invocation driver) throws Throwable {
            Object result = driver.proceed(arguments);
            return result instanceof Transaction open ? optimistic(open) : result;
        }
    };

    private static final AtomicInteger CLOSED = new AtomicInteger();
    private static final Transaction NO_TRANSACTION =
            Watched.of(Transaction.class, null, (method, arguments, driver) -> Future.succeededFuture());

    Pool over(Pool driver) {
        return Watched.connections(driver, connection -> Watched.of(SqlConnection.class, connection, this));
    }

    private static Transaction optimistic(Transaction open) {
        return Watched.of(Transaction.class, open, (method, arguments, driver) -> {
            Object ended = driver.proceed(arguments);
            return ended instanceof Future<?> end && method.getName().equals("commit") ? end.otherwiseEmpty() : ended;
        });
    }

    private static boolean bindsTenant(Method method, Object[] arguments) {
        String sql = Watched.statement(method, arguments);
        return sql != null && sql.contains("app_set_tenant");
    }

    private static Object[] first(Object[] arguments, String sql) {
        Object[] changed = arguments.clone();
        changed[0] = sql;
        return changed;
    }
}
