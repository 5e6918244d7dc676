package dev.shuke.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.privacy.Purpose;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A row of the ledger. Nothing in it names a person; what a caller has words for, how it was said and where, goes when he is
 * erased, and the chain holds without.
 *
 * @param seq of the member, from 1
 * @param actor a subject, or {@link #MEMBER}
 * @param evidence hexadecimal; null where there is none
 * @param origin from whose ledger it was taken over when that member was merged into this one; null: its own
 * @param until null: it holds until it is withdrawn
 * @param words over the salt, the method and the collection point; hexadecimal. Null in rows of before there was any
 * @param salt what makes words be nothing that could be guessed; hexadecimal. Null of an erased member, as is what it salts
 * @param hash over the hash of the one before and this one; hexadecimal
 */
record LedgerEntry(
        UUID member,
        int seq,
        UUID id,
        Purpose purpose,
        ConsentAction action,
        UUID noticeVersion,
        String method,
        String collectionPoint,
        String actor,
        Guardian guardian,
        String evidence,
        UUID origin,
        Instant until,
        Instant occurredAt,
        Instant receivedAt,
        String words,
        String salt,
        String hash) {

    /** The actor of what a member says himself. */
    static final String MEMBER = "member";

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the first row of a member hashes in place of the one before. */
    static final String BEGINNING = "0".repeat(64);

    /**
     * SHA-256 over lines of UTF-8: the hash of the one before, then tenant, member, seq, id, purpose, action, notice
     * version, words (a row of before there was any: method and collection point), actor, guardian, evidence, origin,
     * until, occurredAt and receivedAt. What is absent is an empty line; no field can have a line's end in it, times are in
     * microseconds since 1970.
     */
    String hashAfter(UUID tenant, String before) {
        return sha256(
                before,
                tenant,
                member,
                seq,
                id,
                purpose.key(),
                action,
                noticeVersion,
                words == null ? Objects.toString(method, "") + "\n" + Objects.toString(collectionPoint, "") : words,
                actor,
                guardian,
                evidence,
                origin,
                micros(until),
                micros(occurredAt),
                micros(receivedAt));
    }

    /** Whether its words are what they are a digest of. */
    boolean saysItsWords() {
        return words == null || salt != null && words.equals(wordsWith(salt));
    }

    private String wordsWith(String made) {
        return sha256(made, method, collectionPoint);
    }

    private static String sha256(Object... fields) {
        String lines =
                Arrays.stream(fields).map(field -> Objects.toString(field, "")).collect(Collectors.joining("\n"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Long micros(Instant time) {
        return time == null ? null : Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000);
    }

    /** The next of a member's ledger. */
    LedgerEntry chained(UUID tenant, int at, String before) {
        byte[] random = new byte[SALT_BYTES];
        RANDOM.nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        LedgerEntry placed = with(at, wordsWith(made), made, null);
        return placed.with(at, placed.words, made, placed.hashAfter(tenant, before));
    }

    private LedgerEntry with(int at, String newWords, String newSalt, String newHash) {
        return new LedgerEntry(
                member,
                at,
                id,
                purpose,
                action,
                noticeVersion,
                method,
                collectionPoint,
                actor,
                guardian,
                evidence,
                origin,
                until,
                occurredAt,
                receivedAt,
                newWords,
                newSalt,
                newHash);
    }

    /** The same, said by who was merged into another. */
    LedgerEntry takenOver(UUID into, UUID newId, String how, String who, Instant now) {
        return new LedgerEntry(
                into,
                0,
                newId,
                purpose,
                action,
                noticeVersion,
                how,
                collectionPoint,
                who,
                guardian,
                evidence,
                member,
                until,
                now,
                now,
                null,
                null,
                null);
    }

    /** Whether it allows the use at a moment. */
    boolean allows(Instant moment) {
        return action == ConsentAction.GIVEN && !isOver(moment);
    }

    private boolean isOver(Instant moment) {
        return until != null && !until.isAfter(moment);
    }

    /** What it comes to at a moment: a consent may have ended by itself. */
    ConsentAction at(Instant moment) {
        return action == ConsentAction.GIVEN && isOver(moment) ? ConsentAction.EXPIRED : action;
    }

    /** The same said again: as it is not known when several say it at once, only where a time was sent. */
    boolean isRepeatedBy(ConsentRequest request, Instant at) {
        return request.occurredAt() != null
                && purpose.equals(request.purpose())
                && action == request.action()
                && occurredAt.equals(at)
                && Arrays.asList(noticeVersion, origin).equals(Arrays.asList(request.noticeVersionId(), null));
    }
}
