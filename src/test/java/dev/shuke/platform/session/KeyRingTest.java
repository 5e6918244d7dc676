package dev.shuke.platform.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which key signs, hour by hour. */
class KeyRingTest {
    private static final Duration TURN = Duration.ofDays(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static RsaJsonWebKey jwk;

    @BeforeAll
    static void generate() throws JoseException {
        jwk = RsaJwkGenerator.generateJwk(2048);
    }

    /** The newest first. */
    private static KeyRing ring(Instant... createdAt) {
        List<SessionKey> keys = Stream.of(createdAt)
                .map(created -> new SessionKey(jwk, "v", created))
                .toList();
        return new KeyRing(keys, START);
    }

    private static Instant signing(KeyRing ring, Instant now) {
        return ring.signing(now, TURN).map(SessionKey::createdAt).orElse(null);
    }

    @Test
    void theFirstOfAllSignsAtOnce() {
        assertThat(signing(ring(START), START)).isEqualTo(START);
        assertThat(signing(ring(START), START.plus(TURN))).isEqualTo(START);
        assertThat(signing(KeyRing.EMPTY, START)).isNull();
    }

    @Test
    void ofTwoThatTwoInstancesMadeTogetherOneSigns() {
        assertThat(signing(ring(START.plusMillis(5), START), START.plusMillis(9)))
                .isEqualTo(START);
    }

    @Test
    void aNewOneSignsWhenItHasBeenPublishedForAWhile() {
        Instant second = START.plus(TURN);
        KeyRing ring = ring(second, START);
        assertThat(signing(ring, second)).isEqualTo(START);
        assertThat(signing(ring, second.plus(KeyRing.RIPE).minusMillis(1))).isEqualTo(START);
        assertThat(signing(ring, second.plus(KeyRing.RIPE))).isEqualTo(second);
    }

    /** Nobody called for weeks: what would sign a token must not end before the token does. */
    @Test
    void anOldOneDoesNotSignWhatItWouldNotVerify() {
        Instant end = START.plus(TURN).plus(KeyRing.KEPT);
        Instant last = end.minus(KeyRing.LIFE);
        assertThat(signing(ring(last, START), last.minusMillis(1))).isEqualTo(START);
        assertThat(signing(ring(last, START), last)).isEqualTo(last);
    }

    @Test
    void anotherIsWantedWhenTheTurnHasPassed() {
        assertThat(KeyRing.EMPTY.wantsNew(START, TURN)).isTrue();
        assertThat(ring(START).wantsNew(START.plus(TURN).minusMillis(1), TURN)).isFalse();
        assertThat(ring(START).wantsNew(START.plus(TURN), TURN)).isTrue();
        assertThat(ring(START.plus(TURN), START).wantsNew(START.plus(TURN), TURN))
                .isFalse();
    }
}
