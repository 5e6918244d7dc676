package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.vertx.ContextLocals;
import java.util.Optional;

/**
 * One call: which tenant, and who asks. Bound to the request's own Vert.x context by the {@link CallContextFilter};
 * whatever runs without one cannot reach a tenant's data.
 */
public record CallContext(Tenant tenant, Caller caller) {
    private static final String KEY = CallContext.class.getName();

    /** Binds this call to the current Vert.x context, which must belong to this one request or job. */
    public void bind() {
        ContextLocals.put(KEY, this);
    }

    /** The call of a verified token; empty for whoever speaks for no tenant. */
    public static Optional<CallContext> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(CallAugmentor.CALL));
    }

    /** The call bound to the current context; empty for whoever speaks for no tenant. */
    public static Optional<CallContext> bound() {
        return ContextLocals.get(KEY);
    }

    /**
     * @return the call bound to the current context
     * @throws IllegalStateException when there is none: a bug, never a default tenant
     */
    public static CallContext current() {
        return bound().orElseThrow(() -> new IllegalStateException("no tenant is bound to this call"));
    }
}
