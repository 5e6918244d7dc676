package dev.shuke.platform.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One page of a list.
 *
 * @param nextCursor names the next page; absent on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {

    /**
     * Cuts a page from rows that were read one more than asked for: the extra one only tells that there is more.
     *
     * @param key the cursor that continues behind a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> key) {
        return cut(rows, limit, key.andThen(Cursor::encode));
    }

    /** As {@link #of}, of a list that runs by a text. */
    public static <T> Page<T> ofKeyed(List<T> rows, int limit, Function<T, String> key) {
        return cut(rows, limit, key.andThen(KeyCursor::encode));
    }

    private static <T> Page<T> cut(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** Without what the caller may not see; what is behind the page stays behind it. */
    public Page<T> filter(Predicate<T> visible) {
        return new Page<>(items.stream().filter(visible).toList(), nextCursor);
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
