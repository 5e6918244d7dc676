package dev.shuke.platform.session;

import dev.shuke.platform.access.MemberSession;
import dev.shuke.platform.tenancy.SessionToken;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Signs and verifies the tokens of members' sessions. They name their type, their issuer and their audience, none of
 * which another token of this deployment has, and carry no scope.
 */
@ApplicationScoped
public class SessionTokens implements IdentityProvider<SessionToken> {
    private static final String ISSUER = "urn:shuke:member-sessions";
    private static final String AUDIENCE = "urn:shuke:me";
    private static final String TYPE = "member-session+jwt";
    private static final String TENANT = "tenant";
    private static final String DEVICE = "device";
    private static final String APP = "azp";

    private final SessionKeys keys;

    SessionTokens(SessionKeys keys) {
        this.keys = keys;
    }

    /** A new token, and when it ends. */
    public record Issued(String token, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return expiresAt.toString();
        }
    }

    /** @return a token that says of its bearer what the session says, from the session's time on */
    public Uni<Issued> issue(MemberSession session) {
        Instant end = session.issuedAt().truncatedTo(ChronoUnit.SECONDS).plus(KeyRing.LIFE);
        return keys.signing().map(key -> new Issued(signed(claims(session, end), key), end));
    }

    private static JwtClaims claims(MemberSession session, Instant end) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(session.member().toString());
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(session.issuedAt().getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        claims.setStringClaim(TENANT, session.tenant());
        claims.setStringClaim(APP, session.app());
        claims.setClaim(DEVICE, session.device());
        return claims;
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setHeader("typ", TYPE);
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setPayload(claims.toJson());
            token.setKey(key.getPrivateKey());
            return token.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("a session cannot be signed", impossible);
        }
    }

    @Override
    public Class<SessionToken> getRequestType() {
        return SessionToken.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionToken sent, AuthenticationRequestContext context) {
        return keys.current()
                .chain(known -> verified(sent.token(), known))
                .onFailure(SessionTokens::ofAnUnknownKey)
                .recoverWithUni(() -> keys.newest().chain(known -> verified(sent.token(), known)))
                .onFailure(InvalidJwtException.class)
                .transform(refused -> new AuthenticationFailedException()) // the cause would quote the token
                .map(session ->
                        QuarkusSecurityIdentity.builder().setPrincipal(session).build());
    }

    private static boolean ofAnUnknownKey(Throwable failure) {
        return failure instanceof InvalidJwtException && failure.getCause() instanceof UnresolvableKeyException;
    }

    private static Uni<MemberSession> verified(String token, KeyRing known) {
        try {
            return Uni.createFrom().item(session(consumer(known).processToClaims(token)));
        } catch (InvalidJwtException refused) {
            return Uni.createFrom().failure(refused);
        } catch (MalformedClaimException impossible) {
            throw new IllegalStateException("a session that we signed has claims of another kind", impossible);
        }
    }

    private static JwtConsumer consumer(KeyRing known) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(known.jwks()))
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(AUDIENCE)
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .build();
    }

    private static MemberSession session(JwtClaims claims) throws MalformedClaimException {
        return new MemberSession(
                claims.getStringClaimValue(TENANT),
                UUID.fromString(claims.getSubject()),
                claims.getClaimValue(DEVICE, Boolean.class),
                claims.getStringClaimValue(APP),
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()));
    }
}
