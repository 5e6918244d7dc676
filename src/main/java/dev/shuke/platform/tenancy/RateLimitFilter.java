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

    RateLimitFilter(RateLimit limits, CurrentIdentityAssociation identity) {
        this.limits = limits;
        this.identity = identity;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    public Uni<Void> count(RoutingContext request) {
        return identity.getDeferredIdentity()
                .chain(found -> found.getAttribute(CallAugmentor.CALL) instanceof CallContext call
                        ? limits.take(call).invoke(verdict -> tell(request.response(), limits.limit(call), verdict))
                        : Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private static void tell(HttpServerResponse response, Limit limit, Verdict verdict) {
        long full = seconds((limit.tokens() - verdict.left()) * limit.millis() / limit.tokens());
        response.putHeader("RateLimit-Policy", "\"default\";q=" + limit.tokens() + ";w=" + seconds(limit.millis()))
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
