package dev.shuke.platform.web;

import io.vertx.pgclient.PgException;
import java.util.Optional;

/**
 * What a refusal by PostgreSQL says to the caller. The features check first; this is the net below them, so that a gap in
 * a check is a 4xx. Decided by SQLSTATE, since the names of constraints change when tables are distributed.
 */
final class SqlRefusal {
    private SqlRefusal() {}

    /** Empty when it is our own mistake. */
    static Optional<ApiException> of(Throwable failure) {
        return failure instanceof PgException refused && refused.getSqlState() != null
                ? Optional.ofNullable(of(refused.getSqlState()))
                : Optional.empty();
    }

    private static ApiException of(String sqlState) {
        return switch (sqlState) {
            case "23505" -> new ApiException(ErrorCode.ALREADY_EXISTS, "Something with the same key exists already.");
            case "23503" ->
                new ApiException(
                        ErrorCode.VALIDATION_FAILED,
                        "The request refers to something that does not exist, or that others still refer to.");
            case "23502", "23514" ->
                new ApiException(ErrorCode.VALIDATION_FAILED, "A value is missing, or is none of those allowed.");
            // Of class 22 only what values cause; the rest, a division by zero say, would be ours.
            case "22001", "22003", "22007", "22008", "22021", "22P02", "22P05" ->
                new ApiException(
                        ErrorCode.VALIDATION_FAILED,
                        "A value cannot be stored: a number or time out of range, or a text with NUL characters.");
            case "57014" ->
                new ApiException(ErrorCode.TIMED_OUT, "Nothing has changed. Ask for less at once, or try again later.");
            case "40001", "40P01", "55P03" ->
                new ApiException(ErrorCode.UNAVAILABLE, "Too many calls change the same at once. Send it again.");
            default -> sqlState.startsWith("53") ? new ApiException(ErrorCode.UNAVAILABLE, "Send it again.") : null;
        };
    }
}
