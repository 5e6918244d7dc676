package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * An open transaction of one tenant. In every statement {@code $1} is the tenant's id and the arguments follow from
 * {@code $2}: a repository names the tenant on every table it joins and cannot name another.
 */
public final class Tx {
    /** Sends a statement of this transaction. */
    interface Sender {
        Future<RowSet<Row>> send(String sql, Tuple arguments);
    }

    private final Sender sender;
    private final CallContext call;

    Tx(Sender sender, CallContext call) {
        this.sender = sender;
        this.call = call;
    }

    public CallContext call() {
        return call;
    }

    public UUID tenantId() {
        return call.tenant().id();
    }

    /** Every row, read. */
    public <T> Uni<List<T>> list(String sql, Function<Row, T> read, Object... arguments) {
        return execute(sql, arguments).list(read);
    }

    /** The first row, read, or null when there is none. */
    public <T> Uni<T> first(String sql, Function<Row, T> read, Object... arguments) {
        return execute(sql, arguments).first(read);
    }

    /** How many rows the statement wrote. */
    public Uni<Integer> update(String sql, Object... arguments) {
        return execute(sql, arguments).count();
    }

    private Rows execute(String sql, Object... arguments) {
        Tuple tuple = Tuple.of(tenantId());
        for (Object argument : arguments) {
            tuple.addValue(argument);
        }
        return Rows.of(() -> sender.send(sql, tuple));
    }
}
