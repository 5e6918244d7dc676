package dev.shuke.platform.session;

import dev.shuke.platform.session.SealedKeys.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * The keys of members' sessions, which all instances share ({@link SealedKeys}). Whoever signs when a key's turn has passed
 * makes the next one; nobody need order it.
 */
@ApplicationScoped
public class SessionKeys {
    private static final int BITS = 2048;
    /** A token of a key that is not known may be of a new one; strangers cannot make us look more often than this. */
    private static final Duration LOOK_AT_MOST_EVERY = Duration.ofSeconds(1);

    private final SealedKeys keys;
    private final Vertx vertx;
    private final Duration turn;
    private final Duration keep;
    private volatile KeyRing ring = KeyRing.EMPTY;

    /**
     * @param turn for how long a key signs
     * @param keep for how long keys that were read are taken for all there are
     */
    SessionKeys(
            SealedKeys keys,
            Vertx vertx,
            @ConfigProperty(name = "shuke.sessions.key-turn") Duration turn,
            @ConfigProperty(name = "shuke.sessions.keys-kept") Duration keep) {
        this.keys = keys;
        this.vertx = vertx;
        this.turn = turn;
        this.keep = keep;
    }

    /** The public ones, as RFC 7517 has them. */
    public Uni<String> published() {
        return current().map(known -> SealedKeys.published(known.keys()));
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
        return keys.list(Kind.SESSION, now.minus(turn).minus(KeyRing.KEPT))
                .map(found -> new KeyRing(found, now))
                .invoke(found -> ring = found);
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
                .chain(key -> keys.add(
                        Kind.SESSION, key, now, now.minus(turn), now.minus(turn).minus(KeyRing.KEPT)));
    }

    private static RsaJsonWebKey generate() throws JoseException {
        return SealedKeys.named(RsaJwkGenerator.generateJwk(BITS), AlgorithmIdentifiers.RSA_USING_SHA256);
    }
}
