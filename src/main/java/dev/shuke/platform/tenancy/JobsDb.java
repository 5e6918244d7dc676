package dev.shuke.platform.tenancy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The door to the queue of jobs, under a role that sees nothing else. Each statement is its own transaction. */
@ApplicationScoped
public class JobsDb {
    private final Pool pool;

    JobsDb(@ReactiveDataSource("jobs") Pool pool) {
        this.pool = pool;
    }

    /** The first row, read, or null when there is none. */
    public <T> Uni<T> first(String sql, Function<Row, T> read, Object... arguments) {
        return Rows.of(pool.getDelegate(), sql, Tuple.from(arguments)).first(read);
    }

    /** How many rows the statement wrote. */
    public Uni<Integer> update(String sql, Object... arguments) {
        return Rows.of(pool.getDelegate(), sql, Tuple.from(arguments)).count();
    }
}
