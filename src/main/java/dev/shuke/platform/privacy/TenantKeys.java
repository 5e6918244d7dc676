package dev.shuke.platform.privacy;

import static com.google.crypto.tink.subtle.Bytes.concat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
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

    private static final int MAC_BYTES = 32;
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
        return digest(identity.spelling().getBytes(UTF_8));
    }

    /** A keyed digest of 16 bytes: it tells same from different and cannot be guessed backwards without the key. */
    public byte[] digest(byte[] content) {
        try {
            return digests.computePrimary(content, DIGEST_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Stands for a member where no person may be seen: always the same, and nobody without the key can tell whose. */
    public UUID pseudonym(UUID memberId) {
        ByteBuffer digest = ByteBuffer.wrap(digest(("pseudonym|" + memberId).getBytes(UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** Tells whether the content was changed by anybody without the key: 32 bytes, of this use alone. */
    public byte[] mac(String use, byte[] content) {
        try {
            return digests.computePrimary(concat(context("mac|" + use + "|"), content), MAC_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Seals what belongs to no member; it opens only at the same place, such as a table, column and key. */
    public byte[] seal(String place, byte[] clear) {
        try {
            return wrapping.encrypt(clear, context(place));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException when it was sealed for another place or tenant, or altered */
    public byte[] open(String place, byte[] sealed) {
        try {
            return wrapping.decrypt(sealed, context(place));
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("what is stored cannot be opened", altered);
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

    private byte[] context(UUID memberId) {
        return context("member|data_key|" + memberId);
    }

    private byte[] context(String place) {
        return (tenantId + "|" + place).getBytes(UTF_8);
    }
}
