package dev.shuke.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends a call that takes too long: with 408 when its body drips in, else with 504. What it has begun in the database ends
 * by the statement timeout, or commits; the caller does not know, and sends it again with its {@code Idempotency-Key}.
 */
@ApplicationScoped
class RequestDeadline {
    private static final int BEHIND_LIMITS = 850;

    private final long limit;
    private final long fileLimit;

    RequestDeadline(
            @ConfigProperty(name = "shuke.http.request-timeout") Duration limit,
            @ConfigProperty(name = "shuke.http.file-timeout") Duration fileLimit) {
        this.limit = limit.toMillis();
        this.fileLimit = fileLimit.toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    long most = ArrivingFile.expected(context) ? fileLimit : limit;
                    long timer = context.vertx().setTimer(most, fired -> end(context));
                    context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
                    context.next();
                },
                BEHIND_LIMITS);
    }

    private static void end(RoutingContext context) {
        if (context.response().headWritten()) {
            return;
        }
        boolean arrived = context.request().isEnded();
        if (!arrived) {
            RequestLimits.hangUp(context);
        }
        HttpProblems.answer(context, arrived ? ErrorCode.TIMED_OUT : ErrorCode.REQUEST_TIMEOUT);
    }
}
