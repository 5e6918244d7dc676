package dev.shuke.platform.web;

import io.vertx.pgclient.PgException;

/**
 * A failure as it may be logged: types, places and SQLSTATEs. The messages stay out, because drivers and parsers put the
 * values into them that they choke on, and those are people's phones and names.
 */
final class WithoutData extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 8;

    private WithoutData(Throwable failure, Throwable cause) {
        super(failure.getClass().getName() + sqlState(failure), cause);
        setStackTrace(failure.getStackTrace());
    }

    static Throwable of(Throwable failure) {
        return of(failure, MAX_CAUSES);
    }

    private static Throwable of(Throwable failure, int depth) {
        return failure == null || depth == 0 ? null : new WithoutData(failure, of(failure.getCause(), depth - 1));
    }

    private static String sqlState(Throwable failure) {
        return failure instanceof PgException refused ? " (SQLSTATE " + refused.getSqlState() + ")" : "";
    }
}
