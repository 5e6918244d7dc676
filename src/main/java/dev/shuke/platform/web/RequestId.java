package dev.shuke.platform.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Names each request, in the answer's header, in problems, in the log and in the audit log. A caller's own name is kept if
 * it is a UUID, and nothing else: whatever has room for words could name a member, and would still be there when he is
 * erased.
 */
@ApplicationScoped
public class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final String IN_LOG = "requestId";
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final int BEFORE_EVERYTHING = 1_000;

    private final CurrentVertxRequest request;

    RequestId(CurrentVertxRequest request) {
        this.request = request;
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.response().putHeader(HEADER, of(context));
                    MDC.put(IN_LOG, of(context));
                    context.next();
                },
                BEFORE_EVERYTHING);
    }

    /** Of the call that the current work belongs to; null where it belongs to none, as a job. */
    public static String ofCall() {
        return (String) MDC.get(IN_LOG);
    }

    String current() {
        return of(request.getCurrent());
    }

    static String of(RoutingContext context) {
        String known = context.get(HEADER);
        if (known != null) {
            return known;
        }
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && UUID_TEXT.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.put(HEADER, id);
        return id;
    }
}
