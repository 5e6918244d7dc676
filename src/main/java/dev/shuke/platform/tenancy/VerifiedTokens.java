package dev.shuke.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shuke.platform.access.Claims;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Remembers for a minute which tokens were found genuine, since reading one and checking its signature costs more than
 * all the rest of a small call. Only what the signature covers is remembered: which tenant a call means, whether that
 * tenant is open and whether the token was taken back is decided anew at each call by the {@link CallAugmentor}, and
 * here that it has not expired. A key that Keycloak withdraws counts for that minute longer.
 *
 * <p>What is sent to {@code /v1/me} is no token of Keycloak's but a member's session's, and goes to whoever verifies
 * those ({@link SessionToken}); nowhere else does such a token reach him. There is one issuer for each address, so that
 * neither can be taken for the other.
 *
 * <p>Whatever else of a call decides about its token (a client's certificate, DPoP, {@code @AuthenticationContext}) would
 * be passed by; nothing here asks for those.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {
    /** The identity's attribute that holds its {@link Reading}. */
    static final String READING = "shuke.reading";

    private static final Duration AT_MOST = Duration.ofMinutes(1);
    /** In characters of tokens, of which an entry holds some five times as many bytes. */
    private static final int CAPACITY = 8_000_000;

    /** A genuine token's claims, and what they last came to: the same as long as the tenant's entry is the same. */
    static final class Reading {
        private final Claims claims;
        private volatile Decision last;

        private record Decision(TenantDirectory.Entry entry, SecurityIdentity caller) {}

        Reading(JsonWebToken token) {
            claims = Claims.of(token);
        }

        Claims claims() {
            return claims;
        }

        SecurityIdentity decided(
                TenantDirectory.Entry entry, Function<TenantDirectory.Entry, SecurityIdentity> decide) {
            Decision known = last;
            if (known == null || known.entry() != entry) {
                known = new Decision(entry, decide.apply(entry));
                last = known;
            }
            return known.caller();
        }
    }

    private final OidcAuthenticationMechanism verifier;
    /** By everything that was verified, the signature included. */
    private final Cache<String, SecurityIdentity> genuine = Caffeine.newBuilder()
            .expireAfterWrite(AT_MOST)
            .maximumWeight(CAPACITY)
            .weigher((String authorization, SecurityIdentity identity) -> authorization.length())
            .build();

    VerifiedTokens(OidcAuthenticationMechanism verifier) {
        this.verifier = verifier;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager providers) {
        String authorization = call.request().getHeader("Authorization");
        if (authorization == null) {
            return verifier.authenticate(call, providers);
        }
        if (SessionToken.isExpectedBy(call)) {
            return providers.authenticate(
                    HttpSecurityUtils.setRoutingContextAttribute(SessionToken.of(authorization), call));
        }
        SecurityIdentity known = genuine.getIfPresent(authorization);
        return known != null && !expired(known)
                ? providers.authenticate(HttpSecurityUtils.setRoutingContextAttribute(new KnownToken(known), call))
                : verifier.authenticate(call, providers).invoke(verified -> remember(authorization, verified));
    }

    private static boolean expired(SecurityIdentity known) {
        return ((JsonWebToken) known.getPrincipal()).getExpirationTime() * 1_000 <= System.currentTimeMillis();
    }

    /** Without what belongs to the one call in which it was verified. */
    private void remember(String authorization, SecurityIdentity verified) {
        if (verified != null
                && verified.getPrincipal() instanceof JsonWebToken token
                && authorization.endsWith(Objects.requireNonNull(token.getRawToken()))) {
            genuine.put(
                    authorization,
                    QuarkusSecurityIdentity.builder()
                            .setPrincipal(token)
                            .addCredentials(verified.getCredentials())
                            .addAttribute(READING, new Reading(token))
                            .build());
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return verifier.getChallenge(call);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return verifier.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext call) {
        return verifier.getCredentialTransport(call);
    }
}
