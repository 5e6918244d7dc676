package dev.shuke.platform.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A strong validator: the digest of a body as it was rendered for one caller, so that it tells nothing of what was hidden
 * from him.
 */
public record ETag(String opaque) {
    private static final int BYTES = 16;

    public static ETag of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return new ETag(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In quotes, as headers carry it. */
    public String header() {
        return '"' + opaque + '"';
    }
}
