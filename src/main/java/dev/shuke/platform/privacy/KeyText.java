package dev.shuke.platform.privacy;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** A version of the deployment's key that is written out: 32 bytes in base64. */
final class KeyText {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 5;

    private KeyText() {}

    /** Its id is a digest of the key, of which it tells nothing. */
    static Kms.Version read(String base64) {
        byte[] key = decoded(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("Set SHUKE_KEK to 32 random bytes in base64: openssl rand -base64 32");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return new Kms.Version(HexFormat.of().formatHex(digest, 0, ID_BYTES), new AesGcmJce(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
