package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * One member's key. What it seals is bound to tenant, column and member: moved elsewhere, it does not open. Erasing a
 * member is destroying this key.
 */
public final class MemberKey {
    private final UUID tenantId;
    private final UUID memberId;
    private final AesGcmJce cipher;
    private final byte[] wrapped;

    MemberKey(UUID tenantId, UUID memberId, byte[] key, byte[] wrapped) throws GeneralSecurityException {
        this.tenantId = tenantId;
        this.memberId = memberId;
        this.cipher = new AesGcmJce(key);
        this.wrapped = wrapped;
    }

    /** How the key is stored. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /**
     * Seals a text.
     *
     * @param column table and column, {@code member|name}
     * @param clear null stays null
     */
    public byte[] seal(String column, String clear) {
        try {
            return clear == null ? null : cipher.encrypt(clear.getBytes(UTF_8), context(column));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Opens what {@link #seal} made for the same column of the same member.
     *
     * @throws IllegalStateException when it was made for something else, or altered
     */
    public String open(String column, byte[] sealed) {
        try {
            return sealed == null ? null : new String(cipher.decrypt(sealed, context(column)), UTF_8);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a sealed value does not open", altered);
        }
    }

    private byte[] context(String column) {
        return (tenantId + "|" + column + "|" + memberId).getBytes(UTF_8);
    }
}
