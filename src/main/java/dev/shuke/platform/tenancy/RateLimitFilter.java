package dev.shuke.platform.tenancy;

import dev.shuke.platform.tenancy.Allowance.Verdict;
import dev.shuke.platform.tenancy.TokenBucket.Limit;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Counts each call of a tenant's caller, a batch as one, and refuses what is too much before its body is read. The
 * headers are those of draft-ietf-httpapi-ratelimit-headers.
 */
public class RateLimitFilter {
    private final RateLimit limits;
    private final CurrentIdentityAssociation identity;
    private final String policy;

    RateLimitFilter(RateLimit limits, CurrentIdentityAssociation identity) {
        this.limits = limits;
        this.identity = identity;
        Limit limit = limits.limit();
        this.policy = "\"default\";q=" + limit.tokens() + ";w=" + seconds(limit.millis());
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    public Uni<Void> count(RoutingContext request) {
        return identity.getDeferredIdentity()
                .chain(found -> found.getAttribute(CallAugmentor.CALL) instanceof CallContext call
                        ? limits.take(call).invoke(verdict -> tell(request.response(), verdict))
                        : Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private void tell(HttpServerResponse response, Verdict verdict) {
        Limit limit = limits.limit();
        long full = seconds((limit.tokens() - verdict.left()) * limit.millis() / limit.tokens());
        response.putHeader("RateLimit-Policy", policy)
                .putHeader("RateLimit", "\"default\";r=" + verdict.left() + ";t=" + full);
        if (!verdict.admitted()) {
            long wait = seconds(verdict.waitMillis());
            response.putHeader("Retry-After", Long.toString(wait));
            throw new ApiException(
                    ErrorCode.RATE_LIMITED,
                    "Send no more than the header RateLimit-Policy allows, and this one again.");
        }
    }

    private static long seconds(long millis) {
        return Math.ceilDiv(millis, 1_000);
    }
}
