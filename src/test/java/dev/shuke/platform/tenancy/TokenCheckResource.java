package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** In tests only: checks the call's own token again and again, and tells the CPU time of one check in nanoseconds. */
@Path("/test/token-check")
@Produces(MediaType.TEXT_PLAIN)
public class TokenCheckResource {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final VerifiedTokens mechanism;
    private final IdentityProviderManager providers;

    TokenCheckResource(VerifiedTokens mechanism, IdentityProviderManager providers) {
        this.mechanism = mechanism;
        this.providers = providers;
    }

    /** Less than 0 when something had to be looked up meanwhile: no repetition then. */
    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(hidden = true)
    public Uni<Long> cost(@RestQuery int times, RoutingContext call) {
        long started = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            if (!genuine(mechanism.authenticate(call, providers))) {
                return Uni.createFrom().item(-1L);
            }
        }
        return Uni.createFrom().item((THREADS.getCurrentThreadCpuTime() - started) / times);
    }

    private static boolean genuine(Uni<SecurityIdentity> check) {
        SecurityIdentity caller = check.subscribeAsCompletionStage().getNow(null);
        return caller != null && caller.getAttribute(CallAugmentor.CALL) instanceof CallContext;
    }
}
