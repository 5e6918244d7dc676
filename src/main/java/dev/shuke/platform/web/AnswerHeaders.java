package dev.shuke.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the head of an answer says when the rest of it is known: who may keep it, and whether it is compressed. */
@ApplicationScoped
class AnswerHeaders {
    private static final int WORTH_COMPRESSING = 1_024;
    private static final int EARLY = 950;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addHeadersEndHandler(written -> complete(context));
                    context.next();
                },
                EARLY);
    }

    private static void complete(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap answer = context.response().headers();
        if (request.path().startsWith("/v1/") && !answer.contains(HttpHeaders.CACHE_CONTROL)) {
            answer.set(
                    HttpHeaders.CACHE_CONTROL, "no-store"); // what the API answers is personal until it says otherwise
        }
        answer.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS); // we know no cookies
        if (request.isSSL()) {
            answer.set("Strict-Transport-Security", "max-age=31536000");
        }
        if (request.headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
            limitCompression(answer);
        } else {
            answer.remove(HttpHeaders.CONTENT_ENCODING);
        }
    }

    /**
     * Takes from the server's compression what is small, and what has an ETag, which would have to be another one in
     * each encoding; "identity" does that. The rest may be compressed though it is secret and encrypted: whoever could
     * read its length has no way to make a browser send a token along with words of his own, since no cookie is one.
     * Quarkus has decided by the media type before.
     */
    private static void limitCompression(MultiMap answer) {
        if (answer.contains(HttpHeaders.CONTENT_ENCODING)) {
            return;
        }
        answer.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String length = answer.get(HttpHeaders.CONTENT_LENGTH);
        if (answer.contains(HttpHeaders.ETAG) || length != null && Long.parseLong(length) < WORTH_COMPRESSING) {
            answer.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
    }
}
