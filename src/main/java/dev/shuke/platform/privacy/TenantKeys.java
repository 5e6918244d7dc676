package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * A tenant's keys at work. One keyset wraps the keys of its members; the other makes keyed digests: blind indexes, by
 * which an identity is found without its clear text being kept, and payload digests.
 */
public final class TenantKeys {
    /** Bytes of a blind index or digest. */
    public static final int DIGEST_BYTES = 16;

    private static final int MEMBER_KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UUID tenantId;
    private final Aead wrapping;
    private final PrfSet digests;

    TenantKeys(UUID tenantId, Aead wrapping, PrfSet digests) {
        this.tenantId = tenantId;
        this.wrapping = wrapping;
        this.digests = digests;
    }

    /** The blind index of an identity; the same for every spelling, since the value is normalised before. */
    public byte[] blindIndex(IdentityValue identity) {
        return digest((identity.kind().key() + "|" + identity.clear()).getBytes(UTF_8));
    }

    /** A keyed digest of 16 bytes: it tells same from different and cannot be guessed backwards without the key. */
    public byte[] digest(byte[] content) {
        try {
            return digests.computePrimary(content, DIGEST_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A new member's key, and its wrapped form in {@link MemberKey#wrapped()}. */
    public MemberKey newMemberKey(UUID memberId) {
        byte[] key = new byte[MEMBER_KEY_BYTES];
        RANDOM.nextBytes(key);
        try {
            return new MemberKey(tenantId, memberId, key, wrapping.encrypt(key, context(memberId)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A member's key from its stored form.
     *
     * @throws IllegalStateException when it was wrapped for another member or tenant, or altered
     */
    public MemberKey memberKey(UUID memberId, byte[] wrapped) {
        try {
            return new MemberKey(tenantId, memberId, wrapping.decrypt(wrapped, context(memberId)), wrapped);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a member's key cannot be unwrapped", altered);
        }
    }

    /**
     * Seals a short text of the tenant itself; what belongs to a member is sealed under the {@link MemberKey}.
     *
     * @param place where the sealed text will stand, {@code table|column|row}: it opens nowhere else
     */
    public byte[] seal(String clear, String place) {
        try {
            return wrapping.encrypt(clear.getBytes(UTF_8), context(place));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @throws IllegalStateException when the bytes were altered, moved or sealed under another tenant's keys
     */
    public String open(byte[] sealed, String place) {
        try {
            return new String(wrapping.decrypt(sealed, context(place)), UTF_8);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a text does not open with the tenant's keys", altered);
        }
    }

    private byte[] context(String place) {
        return (tenantId + "|" + place).getBytes(UTF_8);
    }

    private byte[] context(UUID memberId) {
        return (tenantId + "|member|data_key|" + memberId).getBytes(UTF_8);
    }
}
