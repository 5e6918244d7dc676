package dev.shuke.platform.tenancy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The door to the list of tenants, under a role that may read and write that list and no tenant's data. Each statement
 * is its own transaction.
 */
@ApplicationScoped
public class PlatformDb {
    private final Pool pool;

    PlatformDb(@ReactiveDataSource("platform") Pool pool) {
        this.pool = pool;
    }

    public <T> Uni<List<T>> list(String sql, Function<Row, T> read, Object... arguments) {
        return execute(sql, arguments).map(rows -> {
            List<T> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(read.apply(row)));
            return found;
        });
    }

    /** The first row, read, or null when there is none. */
    public <T> Uni<T> first(String sql, Function<Row, T> read, Object... arguments) {
        return execute(sql, arguments)
                .map(rows ->
                        rows.size() == 0 ? null : read.apply(rows.iterator().next()));
    }

    private Uni<RowSet<Row>> execute(String sql, Object... arguments) {
        return Uni.createFrom()
                .completionStage(() -> pool.getDelegate()
                        .preparedQuery(sql)
                        .execute(Tuple.from(arguments))
                        .toCompletionStage());
    }
}
