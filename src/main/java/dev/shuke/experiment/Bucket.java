package dev.shuke.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The documented hash. SHA-256 of the UTF-8 of {@code salt:draw:unit}; its first 6 bytes, big-endian and unsigned, modulo
 * {@value #COUNT}. Every language has it, 48 bits are a whole number in JavaScript too, and PostgreSQL computes the same with
 * {@code ('x' || encode(substr(sha256(convert_to(…, 'UTF8')), 1, 6), 'hex'))::bit(48)::bigint % 10000}. The buckets' sizes
 * differ by less than one part in 10<sup>10</sup>. Test vectors: {@code openapi/assignment-vectors.json}.
 *
 * <p>The unit's id is hashed as it is: neither case nor Unicode form is changed. Neither salt nor draw has a colon, so that
 * no two triples are one text.
 */
final class Bucket {
    static final int COUNT = 10_000;

    private static final int HASH_BYTES = 6;

    private Bucket() {}

    /** What is drawn; each draw of a unit is independent of the others. */
    enum Draw {
        HOLDOUT("holdout"),
        LAYER("layer"),
        TRAFFIC("traffic"),
        VARIANT("variant"),
        STORE("store");

        private final String word;

        Draw(String word) {
            this.word = word;
        }
    }

    /**
     * @return 0 to 9,999
     * @throws IllegalArgumentException if the id is no text, i.e. has half of a surrogate pair
     */
    static int of(String salt, Draw draw, String unit) {
        return (int) (hash(salt, draw, unit) % COUNT);
    }

    /** The 48 bits, to put units in an order that nobody chose. */
    static long hash(String salt, Draw draw, String unit) {
        byte[] digest = sha256().digest(utf8(salt + ":" + draw.word + ":" + unit));
        long hash = 0;
        for (int i = 0; i < HASH_BYTES; i++) {
            hash = hash << 8 | digest[i] & 0xff;
        }
        return hash;
    }

    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Half of a surrogate pair comes back as a question mark, and two ids would be one.
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("the unit's id is no text");
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
