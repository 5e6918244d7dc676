package dev.shuke.platform.privacy;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Notes, before the endpoint runs, whether the call asks that nothing be handed on. */
public class PrivacyControlFilter {
    @ServerRequestFilter
    public void note(RoutingContext request) {
        if (!PrivacyControl.shares(request.request().getHeader(PrivacyControl.HEADER))) {
            PrivacyControl.refuse();
        }
    }
}
