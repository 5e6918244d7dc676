package dev.shuke.platform.tenancy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands at the driver's door. Looks at every connection before it is lent (no tenant, no open transaction may be left
 * on it) and at what is sent over it (nothing outside a transaction, nothing in one before its tenant).
 */
final class LoanInspector {
    private static final String LEFT_OVER = """
            select coalesce(current_setting('app.tenant_id', true), '') as tenant, now() = statement_timestamp() as idle
            """;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger loans = new AtomicInteger();

    Pool over(Pool driver) {
        return Watched.pool(driver, this::lend);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    int loans() {
        return loans.get();
    }

    int stillOut() {
        return out.get();
    }

    private Future<SqlConnection> lend(SqlConnection connection) {
        connection.exceptionHandler(cut -> {}); // the driver would print it
        return connection
                .query(LEFT_OVER)
                .execute()
                .map(rows -> {
                    look(rows.iterator().next());
                    out.incrementAndGet();
                    loans.incrementAndGet();
                    return watched(connection);
                })
                .recover(dead -> connection.close().transform(closed -> Future.failedFuture(dead)));
    }

    private void look(Row found) {
        if (!found.getString("tenant").isEmpty()) {
            violations.add("a connection was lent with a tenant left on it");
        }
        if (!found.getBoolean("idle")) {
            violations.add("a connection was lent with an open transaction");
        }
    }

    private SqlConnection watched(SqlConnection connection) {
        AtomicBoolean unbound = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean reading = new AtomicBoolean(); // between a BEGIN and a COMMIT that were sent as statements
        return Watched.of(SqlConnection.class, connection, (method, arguments, driver) -> {
            String sql = Watched.statement(method, arguments);
            if (TenantConnection.BEGIN_READING.equals(sql)) {
                reading.set(true);
                unbound.set(true);
                return driver.proceed(arguments);
            }
            if (sql != null && connection.transaction() == null && !reading.get()) {
                violations.add("outside a transaction: " + sql);
            }
            if (TenantConnection.COMMIT.equals(sql)) {
                reading.set(false);
            }
            if (sql != null && unbound.getAndSet(false) && !sql.contains("app_set_tenant")) {
                violations.add("a transaction without a tenant: " + sql);
            }
            if (method.getName().equals("begin")) {
                unbound.set(true);
            }
            if (method.getName().equals("close") && !closed.getAndSet(true)) {
                out.decrementAndGet();
            }
            return driver.proceed(arguments);
        });
    }
}
