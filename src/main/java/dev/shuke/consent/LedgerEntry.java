package dev.shuke.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.privacy.Purpose;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the ledger. Nothing in it names a person.
 *
 * @param seq of the member, from 1
 * @param actor a subject, or {@link #MEMBER}
 * @param evidence hexadecimal; null where there is none
 * @param origin from whose ledger it was taken over when that member was merged into this one; null: its own
 * @param until null: it holds until it is withdrawn
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
        String hash) {

    /** The actor of what a member says himself. */
    static final String MEMBER = "member";
    /** What the first row of a member hashes in place of the one before. */
    static final String BEGINNING = "0".repeat(64);

    /**
     * SHA-256 over lines of UTF-8: the hash of the one before, then tenant, member, seq, id, purpose, action, notice
     * version, method, collection point, actor, guardian, evidence, origin, until, occurredAt and receivedAt. What is
     * absent is an empty line; no field can have a line's end in it, times are in microseconds since 1970.
     */
    String hashAfter(UUID tenant, String before) {
        String lines = Stream.of(
                        before,
                        tenant,
                        member,
                        seq,
                        id,
                        purpose.key(),
                        action,
                        noticeVersion,
                        method,
                        collectionPoint,
                        actor,
                        guardian,
                        evidence,
                        origin,
                        micros(until),
                        micros(occurredAt),
                        micros(receivedAt))
                .map(field -> Objects.toString(field, ""))
                .collect(Collectors.joining("\n"));
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
        LedgerEntry placed = with(at, null);
        return placed.with(at, placed.hashAfter(tenant, before));
    }

    private LedgerEntry with(int at, String newHash) {
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
