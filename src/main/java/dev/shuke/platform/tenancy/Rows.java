package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.AsyncResultUni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** One statement, sent when somebody subscribes, and its rows. */
record Rows(Uni<RowSet<Row>> answer) {

    static Rows of(SqlClient client, String sql, Tuple arguments) {
        return of(() -> client.preparedQuery(sql).execute(arguments));
    }

    static Rows of(Supplier<Future<RowSet<Row>>> statement) {
        return new Rows(AsyncResultUni.toUni(handler -> statement.get().onComplete(handler)));
    }

    <T> Uni<List<T>> list(Function<Row, T> read) {
        return answer.map(rows -> {
            List<T> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(read.apply(row)));
            return found;
        });
    }

    /** Null when there is none. */
    <T> Uni<T> first(Function<Row, T> read) {
        return answer.map(
                rows -> rows.size() == 0 ? null : read.apply(rows.iterator().next()));
    }

    Uni<Integer> count() {
        return answer.map(RowSet::rowCount);
    }
}
