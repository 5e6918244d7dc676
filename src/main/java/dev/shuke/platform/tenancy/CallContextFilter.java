package dev.shuke.platform.tenancy;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Binds the call that the token's check has found to the request's context, before the endpoint runs. */
public class CallContextFilter {
    private final CurrentIdentityAssociation identity;

    CallContextFilter(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @ServerRequestFilter
    public Uni<Void> bind() {
        return identity.getDeferredIdentity()
                .onItem()
                .invoke(found -> CallContext.of(found).ifPresent(CallContext::bind))
                .replaceWithVoid();
    }
}
