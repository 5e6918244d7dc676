package dev.shuke.platform.session;

import dev.shuke.platform.privacy.DeploymentSeal;
import dev.shuke.platform.session.SessionKeyRepository.Sealed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * The keys that the deployment signs with. All instances share them through the database, where they are sealed; whoever
 * reads one that an old version of the deployment's key has sealed leaves it sealed by the newest.
 */
@ApplicationScoped
class SealedKeys {
    private static final Logger LOG = Logger.getLogger(SealedKeys.class);

    /** What a key signs. */
    enum Kind {
        /** Members' sessions. */
        SESSION("session", "sealed"),
        /** Receipts: none is ever deleted. */
        RECEIPT("receipt", "receipt");

        private final String stored;
        private final String place;

        Kind(String stored, String place) {
            this.stored = stored;
            this.place = place;
        }

        private String place(UUID id) {
            return "session_key|" + place + "|" + id;
        }
    }

    private final SessionKeyRepository repository;
    private final DeploymentSeal seal;

    SealedKeys(SessionKeyRepository repository, DeploymentSeal seal) {
        this.repository = repository;
        this.seal = seal;
    }

    /** The newest first. */
    Uni<List<SessionKey>> list(Kind kind, Instant after) {
        return repository
                .list(kind.stored, after)
                .map(found -> found.stream().flatMap(one -> opened(kind, one)).toList())
                .call(keys -> sealAnew(kind, keys));
    }

    /**
     * Unless there is a newer one; two instances may each add one at the same moment, and both count.
     *
     * @param gone what was made until then is deleted
     */
    Uni<Void> add(Kind kind, PublicJsonWebKey key, Instant now, Instant unlessAfter, Instant gone) {
        return repository.add(kind.stored, sealed(kind, key, now), unlessAfter, gone);
    }

    /** A key just made, with what it is called and for what it is. */
    static <K extends PublicJsonWebKey> K named(K key, String algorithm) {
        key.setKeyId(UUID.randomUUID().toString());
        key.setAlgorithm(algorithm);
        key.setUse(Use.SIGNATURE);
        return key;
    }

    /** The public ones, as RFC 7517 has them. */
    static String published(List<SessionKey> keys) {
        return new JsonWebKeySet(
                        keys.stream().map(key -> (JsonWebKey) key.jwk()).toList())
                .toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private Uni<Void> sealAnew(Kind kind, List<SessionKey> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .filter(key -> !seal.version().equals(key.kek()))
                .onItem()
                .transformToUniAndConcatenate(key -> repository.replace(sealed(kind, key.jwk(), key.createdAt())))
                .collect()
                .last();
    }

    private Sealed sealed(Kind kind, PublicJsonWebKey key, Instant createdAt) {
        UUID id = UUID.fromString(key.getKeyId());
        byte[] sealed = seal.seal(key.toJson(OutputControlLevel.INCLUDE_PRIVATE), kind.place(id));
        return new Sealed(id, sealed, seal.version(), createdAt);
    }

    /** What another deployment's key has sealed is no key of ours. */
    private Stream<SessionKey> opened(Kind kind, Sealed stored) {
        try {
            String json = seal.open(stored.key(), kind.place(stored.id()));
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(json);
            return Stream.of(new SessionKey(key, stored.kek(), stored.createdAt()));
        } catch (IllegalStateException | JoseException unreadable) {
            LOG.warnf("The %s key %s does not open with this deployment's key", kind.stored, stored.id());
            return Stream.empty();
        }
    }
}
