package dev.shuke.platform.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long an address and headers may be. Vert.x answers what breaks its own bounds with a bare status and no body, and
 * lets nobody change that; so its bounds are wide, and narrower ones are kept here, where a problem can be answered.
 * Likewise Quarkus has one bound for all bodies: it is that of the files which are taken as they arrive.
 */
@ApplicationScoped
class RequestLimits implements HttpServerOptionsCustomizer {
    private static final int MAX_URI = 8_000;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int VERTX_BOUND = 64 * 1024;
    /** Colon, space and the end of the line. */
    private static final int SEPARATORS = 4;

    private static final int BEHIND_REQUEST_ID = 900;
    /** Where Quarkus looks how much of a body in chunks it may read; set by itself before. */
    private static final String MAX_REQUEST_SIZE = "io.quarkus.max-request-size";

    private static final int BEHIND_QUARKUS = 1;

    private final long maxBody;
    private final long maxFile;

    RequestLimits(
            @ConfigProperty(name = "shuke.http.max-body-size") MemorySize maxBody,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxFile) {
        this.maxBody = maxBody.asLongValue();
        this.maxFile = maxFile.asLongValue();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxInitialLineLength(VERTX_BOUND).setMaxHeaderSize(VERTX_BOUND);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEHIND_REQUEST_ID);
        filters.register(this::bound, BEHIND_QUARKUS);
    }

    private void bound(RoutingContext context) {
        context.put(MAX_REQUEST_SIZE, maxBody(context));
        context.next();
    }

    private long maxBody(RoutingContext context) {
        return ArrivingFile.expected(context) ? maxFile : maxBody;
    }

    private void check(RoutingContext context) {
        if (context.request().uri().length() > MAX_URI) {
            HttpProblems.answer(context, ErrorCode.URI_TOO_LONG);
        } else if (headers(context.request()) > MAX_HEADERS) {
            HttpProblems.answer(context, ErrorCode.HEADERS_TOO_LARGE);
        } else if (length(context.request()) > maxBody(context)) {
            // Else the caller would go on sending what nobody reads.
            hangUp(context);
            HttpProblems.answer(context, ErrorCode.BODY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** With the answer. Of HTTP/2 it is only this call that ends: others share the connection. */
    static void hangUp(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response()
                    .putHeader("Connection", "close")
                    .endHandler(ended -> context.request().connection().close());
        }
    }

    /** As the caller tells it. A body in chunks is cut off by Quarkus, with a bare 413. */
    private static long length(HttpServerRequest request) {
        String told = request.getHeader("Content-Length");
        return told != null && told.matches("[0-9]{1,18}") ? Long.parseLong(told) : 0;
    }

    private static int headers(HttpServerRequest request) {
        return request.headers().entries().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + SEPARATORS)
                .sum();
    }
}
