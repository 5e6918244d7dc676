package dev.shuke.platform.session;

import dev.shuke.platform.session.SealedKeys.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Signs receipts, with keys that take turns and stay published for good: whoever has kept a receipt can show years later
 * what it is a receipt of. All instances share them ({@link SealedKeys}).
 */
@ApplicationScoped
public class ReceiptKeys {
    private static final Duration TURN = Duration.ofDays(365);
    /** A year's key is read so often; one that another instance has made meanwhile signs there alone. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SealedKeys keys;
    private volatile Known known = new Known(List.of(), Instant.MIN);

    ReceiptKeys(SealedKeys keys) {
        this.keys = keys;
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
                        : keys.add(Kind.RECEIPT, generate(), now, now.minus(TURN), Instant.EPOCH)
                                .chain(() -> read(now)))
                .map(found -> new Signer(found.keys().getFirst().jwk()));
    }

    /** The public ones, as RFC 7517 has them. */
    public Uni<String> published() {
        return current(Instant.now()).map(found -> SealedKeys.published(found.keys()));
    }

    private Uni<Known> current(Instant now) {
        Known found = known;
        return found.isOf(now) && found.signs(now) ? Uni.createFrom().item(found) : read(now);
    }

    private Uni<Known> read(Instant now) {
        return keys.list(Kind.RECEIPT, Instant.EPOCH)
                .map(found -> new Known(found, now))
                .invoke(found -> known = found);
    }

    private static EllipticCurveJsonWebKey generate() {
        try {
            return SealedKeys.named(
                    EcJwkGenerator.generateJwk(EllipticCurves.P256),
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        } catch (JoseException impossible) {
            throw new IllegalStateException("a receipt key cannot be made", impossible);
        }
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
