package dev.shuke.badinput;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** An address of the tests that fails before any endpoint is found, as a bug in a filter would. */
@Singleton
class FailingRoute {
    static final String PATH = "/test-only/failing";

    void register(@Observes Router router) {
        router.get(PATH).handler(context -> context.fail(new IllegalStateException("CANARY")));
    }
}
