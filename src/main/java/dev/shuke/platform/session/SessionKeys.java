package dev.shuke.platform.session;

import dev.shuke.platform.privacy.DeploymentSeal;
import dev.shuke.platform.session.SessionKeyRepository.Sealed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * The keys of members' sessions, which all instances share through the database. Whoever signs when a key's turn has
 * passed makes the next one; nobody need order it. Likewise whoever reads one that an old version of the deployment's key
 * has sealed leaves it sealed by the newest.
 */
@ApplicationScoped
public class SessionKeys {
    private static final Logger LOG = Logger.getLogger(SessionKeys.class);
    private static final int BITS = 2048;
    /** A token of a key that is not known may be of a new one; strangers cannot make us look more often than this. */
    private static final Duration LOOK_AT_MOST_EVERY = Duration.ofSeconds(1);

    private final SessionKeyRepository repository;
    private final DeploymentSeal seal;
    private final Vertx vertx;
    private final Duration turn;
    private final Duration keep;
    private volatile KeyRing ring = KeyRing.EMPTY;

    /**
     * @param turn for how long a key signs
     * @param keep for how long keys that were read are taken for all there are
     */
    SessionKeys(
            SessionKeyRepository repository,
            DeploymentSeal seal,
            Vertx vertx,
            @ConfigProperty(name = "shuke.sessions.key-turn") Duration turn,
            @ConfigProperty(name = "shuke.sessions.keys-kept") Duration keep) {
        this.repository = repository;
        this.seal = seal;
        this.vertx = vertx;
        this.turn = turn;
        this.keep = keep;
    }

    /** The public ones, as RFC 7517 has them. */
    public Uni<String> published() {
        return current().map(known -> new JsonWebKeySet(known.jwks()).toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    Uni<KeyRing> current() {
        return readAfter(Instant.now().minus(keep));
    }

    /** Read anew, unless that was done a moment ago. */
    Uni<KeyRing> newest() {
        return readAfter(Instant.now().minus(LOOK_AT_MOST_EVERY));
    }

    private Uni<KeyRing> readAfter(Instant moment) {
        KeyRing known = ring;
        return known.read(moment) ? Uni.createFrom().item(known) : read();
    }

    private Uni<KeyRing> read() {
        Instant now = Instant.now();
        return repository
                .list(SessionKeyRepository.SESSION, now.minus(turn).minus(KeyRing.KEPT))
                .map(stored -> stored.stream().flatMap(this::opened).toList())
                .call(this::sealAnew)
                .map(keys -> new KeyRing(keys, now))
                .invoke(found -> ring = found);
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

    /** The one that signs now. */
    Uni<PublicJsonWebKey> signing() {
        Instant now = Instant.now();
        return current()
                .chain(known -> known.wantsNew(now, turn)
                        ? create(now).chain(this::read)
                        : Uni.createFrom().item(known))
                .map(known -> known.signing(now, turn).orElseThrow().jwk());
    }

    private Uni<Void> create(Instant now) {
        return vertx.executeBlocking(SessionKeys::generate) // takes longer than an event loop may be held
                .map(key -> sealed(key, now))
                .chain(key ->
                        repository.add(key, now.minus(turn), now.minus(turn).minus(KeyRing.KEPT)));
    }

    private Sealed sealed(PublicJsonWebKey key, Instant createdAt) {
        UUID id = UUID.fromString(key.getKeyId());
        byte[] sealed = seal.seal(key.toJson(OutputControlLevel.INCLUDE_PRIVATE), place(id));
        return new Sealed(id, sealed, seal.version(), createdAt);
    }

    private static RsaJsonWebKey generate() throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(BITS);
        key.setKeyId(UUID.randomUUID().toString());
        key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        key.setUse(Use.SIGNATURE);
        return key;
    }

    /** What another deployment's key has sealed is no key of ours. */
    private Stream<SessionKey> opened(Sealed stored) {
        try {
            String json = seal.open(stored.key(), place(stored.id()));
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(json);
            return Stream.of(new SessionKey(key, stored.kek(), stored.createdAt()));
        } catch (IllegalStateException | JoseException unreadable) {
            LOG.warnf("The session key %s does not open with this deployment's key", stored.id());
            return Stream.empty();
        }
    }

    private static String place(UUID id) {
        return "session_key|sealed|" + id;
    }
}
