package dev.shuke.platform.web;

import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;

/** Problems for what ends before any endpoint is found: unknown paths, oversized bodies, broken requests. */
@ApplicationScoped
class HttpProblems {
    private static final Map<Integer, ErrorCode> CODES = Map.ofEntries(
            Map.entry(400, ErrorCode.BAD_REQUEST),
            Map.entry(401, ErrorCode.UNAUTHENTICATED),
            Map.entry(403, ErrorCode.FORBIDDEN),
            Map.entry(404, ErrorCode.NOT_FOUND),
            Map.entry(405, ErrorCode.METHOD_NOT_ALLOWED),
            Map.entry(406, ErrorCode.NOT_ACCEPTABLE),
            Map.entry(408, ErrorCode.REQUEST_TIMEOUT),
            Map.entry(413, ErrorCode.BODY_TOO_LARGE),
            Map.entry(414, ErrorCode.URI_TOO_LONG),
            Map.entry(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE),
            Map.entry(431, ErrorCode.HEADERS_TOO_LARGE),
            Map.entry(503, ErrorCode.UNAVAILABLE));

    static ErrorCode codeOf(int status) {
        ErrorCode known = CODES.get(status);
        return known != null ? known : status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL;
    }

    /** Whether the failure says that PostgreSQL is not there: refused, cut off, starting or stopping. */
    static boolean databaseAway(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof ClosedConnectionException
                || failure instanceof PgException refused
                        && refused.getSqlState() != null
                        && (refused.getSqlState().startsWith("57P")
                                || refused.getSqlState().startsWith("08"));
    }

    void register(@Observes Router router) {
        CODES.keySet().forEach(status -> router.errorHandler(status, context -> answer(context, codeOf(status))));
        router.route().order(Integer.MIN_VALUE).failureHandler(HttpProblems::failed);
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (context.failure() == null && CODES.containsKey(status)) {
            answer(context, codeOf(status));
        } else {
            context.next();
        }
    }

    private static void answer(RoutingContext context, ErrorCode code) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.encode(Problem.of(code, null, List.of(), RequestId.of(context))));
    }
}
