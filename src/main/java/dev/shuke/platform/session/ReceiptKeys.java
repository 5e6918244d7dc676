package dev.shuke.platform.session;

import dev.shuke.platform.privacy.DeploymentSeal;
import dev.shuke.platform.session.SessionKeyRepository.Sealed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Signs receipts, with keys that take turns and stay published for good: whoever has kept a receipt can show years later
 * what it is a receipt of. All instances share them through the database.
 */
@ApplicationScoped
public class ReceiptKeys {
    private static final Logger LOG = Logger.getLogger(ReceiptKeys.class);
    private static final Duration TURN = Duration.ofDays(365);
    /** A year's key is read so often; one that another instance has made meanwhile signs there alone. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SessionKeyRepository repository;
    private final DeploymentSeal seal;
    private volatile Known known = new Known(List.of(), Instant.MIN);

    ReceiptKeys(SessionKeyRepository repository, DeploymentSeal seal) {
        this.repository = repository;
        this.seal = seal;
    }

    /** The newest first. */
    private record Known(List<SessionKey> keys, Instant readAt) {
        boolean isOf(Instant moment) {
            return readAt.isAfter(moment.minus(KEPT));
        }

        boolean signs(Instant moment) {
            return !keys.isEmpty() && keys.getFirst().createdAt().isAfter(moment.minus(TURN));
        }
    }

    /** What signs now. */
    public Uni<Signer> signer() {
        Instant now = Instant.now();
        return current(now)
                .chain(found -> found.signs(now)
                        ? Uni.createFrom().item(found)
                        : repository
                                .addReceiptKey(sealed(generate(), now), now.minus(TURN))
                                .chain(() -> read(now)))
                .map(found -> new Signer(found.keys().getFirst().jwk()));
    }

    /** The public ones, as RFC 7517 has them. */
    public Uni<String> published() {
        return current(Instant.now())
                .map(found -> new JsonWebKeySet(found.keys().stream()
                                .map(key -> (JsonWebKey) key.jwk())
                                .toList())
                        .toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private Uni<Known> current(Instant now) {
        Known found = known;
        return found.isOf(now) && found.signs(now) ? Uni.createFrom().item(found) : read(now);
    }

    private Uni<Known> read(Instant now) {
        return repository
                .list(SessionKeyRepository.RECEIPT, Instant.EPOCH)
                .map(stored -> stored.stream().flatMap(this::opened).toList())
                .call(this::sealAnew)
                .map(keys -> new Known(keys, now))
                .invoke(found -> known = found);
    }

    private Uni<Void> sealAnew(List<SessionKey> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .filter(key -> !seal.version().equals(key.kek()))
                .onItem()
                .transformToUniAndConcatenate(key -> repository.replace(sealed(key.jwk(), key.createdAt())))
                .collect()
                .last();
    }

    private Sealed sealed(PublicJsonWebKey key, Instant createdAt) {
        UUID id = UUID.fromString(key.getKeyId());
        byte[] sealed = seal.seal(key.toJson(OutputControlLevel.INCLUDE_PRIVATE), place(id));
        return new Sealed(id, sealed, seal.version(), createdAt);
    }

    /** What another deployment's key has sealed is no key of ours. */
    private Stream<SessionKey> opened(Sealed stored) {
        try {
            String json = seal.open(stored.key(), place(stored.id()));
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(json);
            return Stream.of(new SessionKey(key, stored.kek(), stored.createdAt()));
        } catch (IllegalStateException | JoseException unreadable) {
            LOG.warnf("The receipt key %s does not open with this deployment's key", stored.id());
            return Stream.empty();
        }
    }

    private static EllipticCurveJsonWebKey generate() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setUse(Use.SIGNATURE);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException("a receipt key cannot be made", impossible);
        }
    }

    private static String place(UUID id) {
        return "session_key|receipt|" + id;
    }

    /** Signs with one key. */
    public static final class Signer {
        private final PublicJsonWebKey key;

        private Signer(PublicJsonWebKey key) {
            this.key = key;
        }

        /**
         * @param type of the token, which no other kind of token of this deployment has
         * @return a JWS in its compact form
         */
        public String sign(String type, JwtClaims claims) {
            try {
                JsonWebSignature token = new JsonWebSignature();
                token.setHeader("typ", type);
                token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
                token.setKeyIdHeaderValue(key.getKeyId());
                token.setPayload(claims.toJson());
                token.setKey(key.getPrivateKey());
                return token.getCompactSerialization();
            } catch (JoseException impossible) {
                throw new IllegalStateException("a receipt cannot be signed", impossible);
            }
        }
    }
}
