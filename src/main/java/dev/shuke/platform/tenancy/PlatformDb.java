package dev.shuke.platform.tenancy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * The door to the list of tenants, under a role that may read and write that list and no tenant's data. A statement is
 * its own transaction unless it is sent in {@link #inTransaction}.
 */
@ApplicationScoped
public class PlatformDb {
    private final Pool pool;

    PlatformDb(@ReactiveDataSource("platform") Pool pool) {
        this.pool = pool;
    }

    /** Every row, read. */
    public <T> Uni<List<T>> list(String sql, Function<Row, T> read, Object... arguments) {
        return Rows.of(pool.getDelegate(), sql, Tuple.from(arguments)).list(read);
    }

    /** The first row, read, or null when there is none. */
    public <T> Uni<T> first(String sql, Function<Row, T> read, Object... arguments) {
        return Rows.of(pool.getDelegate(), sql, Tuple.from(arguments)).first(read);
    }

    /** Runs the work in one transaction and commits it; any failure rolls everything back. */
    public <T> Uni<T> inTransaction(Function<PlatformTx, Uni<T>> work) {
        return pool.withTransaction(connection -> work.apply(new PlatformTx(connection)));
    }
}
