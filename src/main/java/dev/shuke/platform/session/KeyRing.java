package dev.shuke.platform.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;

/**
 * The keys that count at a moment, and which of them signs. A new one is published for a while before it signs, so that
 * whoever keeps the published keys has it by then; an old one verifies until its last token has expired.
 *
 * @param keys the newest first
 * @param readAt when they were read
 */
record KeyRing(List<SessionKey> keys, Instant readAt) {
    /** How long a token lives. */
    static final Duration LIFE = Duration.ofMinutes(30);
    /** How long a key is published before it signs. */
    static final Duration RIPE = Duration.ofMinutes(10);
    /** For how long a key is kept when another should have taken its place: its successor ripens, its tokens expire. */
    static final Duration KEPT = RIPE.plus(LIFE).plusMinutes(20);

    static final KeyRing EMPTY = new KeyRing(List.of(), Instant.MIN);

    /**
     * The newest of those that are ripe; without any, the oldest, which is the first of all or has been used already.
     *
     * @param turn for how long a key is the one that signs
     */
    Optional<SessionKey> signing(Instant now, Duration turn) {
        return keys.stream()
                .filter(key -> !key.createdAt().isAfter(now.minus(RIPE)))
                .filter(key ->
                        key.createdAt().isAfter(now.minus(turn).minus(KEPT).plus(LIFE)))
                .findFirst()
                .or(() -> keys.stream()
                        .filter(key -> key.createdAt().isAfter(now.minus(RIPE)))
                        .min(Comparator.comparing(SessionKey::createdAt)));
    }

    /** Whether it is time for another key. */
    boolean wantsNew(Instant now, Duration turn) {
        return keys.stream().noneMatch(key -> key.createdAt().isAfter(now.minus(turn)));
    }

    boolean read(Instant after) {
        return readAt.isAfter(after);
    }

    List<JsonWebKey> jwks() {
        return keys.stream().map(key -> (JsonWebKey) key.jwk()).toList();
    }
}
