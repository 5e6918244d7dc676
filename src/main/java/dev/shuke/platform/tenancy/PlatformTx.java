package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.function.Function;

/** An open transaction on the list of tenants. */
public final class PlatformTx {
    private final SqlConnection connection;

    PlatformTx(SqlConnection connection) {
        this.connection = connection;
    }

    /** The first row, read, or null when there is none. */
    public <T> Uni<T> first(String sql, Function<Row, T> read, Object... arguments) {
        return rows(sql, arguments).first(read);
    }

    /** How many rows the statement wrote. */
    public Uni<Integer> update(String sql, Object... arguments) {
        return rows(sql, arguments).count();
    }

    private Rows rows(String sql, Object... arguments) {
        return Rows.of(connection.getDelegate(), sql, Tuple.from(arguments));
    }
}
