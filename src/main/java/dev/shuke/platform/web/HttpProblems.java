package dev.shuke.platform.web;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Problems for what ends before any endpoint is found: unknown paths, oversized bodies, broken requests. */
@ApplicationScoped
class HttpProblems {
    private static final Logger LOG = Logger.getLogger(HttpProblems.class);
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
            Map.entry(503, ErrorCode.UNAVAILABLE),
            Map.entry(504, ErrorCode.TIMED_OUT));

    static ErrorCode codeOf(int status) {
        ErrorCode known = CODES.get(status);
        return known != null ? known : status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL;
    }

    /** Whether the failure says that PostgreSQL is not there: refused, cut off, starting or stopping. */
    static boolean databaseAway(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof ClosedConnectionException
                || failure instanceof PgException refused
                        && refused.getSqlState() != null
                        && (refused.getSqlState().startsWith("57P")
                                || refused.getSqlState().startsWith("08"))
                || cutOff(failure);
    }

    /** The driver has no class of its own for a connection that it lost before it could send. */
    private static boolean cutOff(Throwable failure) {
        return failure instanceof NoStackTraceThrowable
                && failure.getMessage() != null
                && failure.getMessage().startsWith("Connection is not active");
    }

    void register(@Observes Router router) {
        CODES.keySet().forEach(status -> router.errorHandler(status, context -> answer(context, codeOf(status))));
        router.route().order(Integer.MIN_VALUE).failureHandler(HttpProblems::failed);
    }

    /** What nobody else has answered; what concerns tokens Quarkus answers with its challenge. */
    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        boolean refused = status >= 400 && status < 500;
        if (context.failure() instanceof SecurityException || context.failure() == null && !CODES.containsKey(status)) {
            context.next();
            return;
        }
        if (!refused && context.failure() != null && !context.response().ended()) {
            LOG.errorf(WithoutData.of(context.failure()), "Request %s failed", RequestId.of(context));
        }
        answer(context, refused || context.failure() == null ? codeOf(status) : ErrorCode.INTERNAL);
    }

    /** What to do about it; null where the title says all. */
    static String advice(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST -> "Check the address, the parameters and the headers for broken encodings.";
            case NOT_FOUND -> "Compare the address with the API's document at /q/openapi.";
            case METHOD_NOT_ALLOWED -> "Use one of the methods in the header Allow.";
            case NOT_ACCEPTABLE -> "Accept application/json.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send a Content-Type that the operation takes, such as application/json.";
            case BODY_TOO_LARGE -> "Send at most 10 MiB at once; split what is larger.";
            case URI_TOO_LONG -> "Send at most 8,000 characters.";
            case HEADERS_TOO_LARGE -> "Send at most 16 KiB of headers.";
            case REQUEST_TIMEOUT -> "Send it again.";
            case TIMED_OUT ->
                "It may have had its effect. Send a write again with the same Idempotency-Key, or look first.";
            case INTERNAL -> "Try again later, and name the requestId when you ask for help.";
            default -> null;
        };
    }

    static void answer(RoutingContext context, ErrorCode code) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.encode(Problem.of(code, advice(code), List.of(), RequestId.of(context))));
    }
}
