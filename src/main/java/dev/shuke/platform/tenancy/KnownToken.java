package dev.shuke.platform.tenancy;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for the caller of a token that was verified before; only {@link VerifiedTokens} makes one. */
final class KnownToken extends BaseAuthenticationRequest {
    private final SecurityIdentity verified;

    KnownToken(SecurityIdentity verified) {
        this.verified = verified;
    }

    /** Answers with what was verified; the {@link CallAugmentor} follows, as after every provider. */
    @ApplicationScoped
    static class Provider implements IdentityProvider<KnownToken> {
        @Override
        public Class<KnownToken> getRequestType() {
            return KnownToken.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(KnownToken request, AuthenticationRequestContext context) {
            return Uni.createFrom().item(request.verified);
        }
    }
}
