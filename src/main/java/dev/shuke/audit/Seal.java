package dev.shuke.audit;

import dev.shuke.platform.privacy.TenantKeys;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code audit_seal}: some entries in their order, and the tenant's mac over them and over the seal before.
 *
 * @param number counts from 1 without a gap
 * @param digests {@link StoredEntry#digest} of each entry, one behind the other
 */
record Seal(long number, List<UUID> entries, byte[] digests, byte[] mac, Instant sealedAt) {
    private static final int DIGEST_BYTES = 32;
    private static final byte[] NOTHING_BEFORE = new byte[DIGEST_BYTES];

    /** Over these entries, behind the given seal or, when it is null, as the first. */
    static Seal over(List<StoredEntry> entries, Seal before, TenantKeys keys, Instant now) {
        ByteBuffer digests = ByteBuffer.allocate(entries.size() * DIGEST_BYTES);
        entries.forEach(entry -> digests.put(entry.digest()));
        Seal unsigned = new Seal(
                before == null ? 1 : before.number + 1,
                entries.stream().map(StoredEntry::id).toList(),
                digests.array(),
                null,
                now);
        return new Seal(
                unsigned.number,
                unsigned.entries,
                unsigned.digests,
                unsigned.expectedMac(before == null ? NOTHING_BEFORE : before.mac, keys),
                now);
    }

    /** Whether nothing in it was changed since, nor the one before; which is null for the first. */
    boolean genuine(Seal before, TenantKeys keys) {
        return digests.length == entries.size() * DIGEST_BYTES
                && MessageDigest.isEqual(mac, expectedMac(before == null ? NOTHING_BEFORE : before.mac, keys));
    }

    byte[] digest(int entry) {
        return Arrays.copyOfRange(digests, entry * DIGEST_BYTES, (entry + 1) * DIGEST_BYTES);
    }

    String macText() {
        return HexFormat.of().formatHex(mac);
    }

    private byte[] expectedMac(byte[] macBefore, TenantKeys keys) {
        ByteBuffer content = ByteBuffer.allocate(32 + macBefore.length + entries.size() * 16 + digests.length);
        content.putLong(number).putLong(sealedAt.getEpochSecond()).putInt(sealedAt.getNano());
        content.putInt(entries.size()).put(macBefore);
        entries.forEach(
                entry -> content.putLong(entry.getMostSignificantBits()).putLong(entry.getLeastSignificantBits()));
        content.put(digests);
        return keys.mac("audit_seal", Arrays.copyOf(content.array(), content.position()));
    }
}
