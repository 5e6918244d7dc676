package dev.shuke.platform.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that the API makes, and says to somebody once. */
public final class NewSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without characters that are taken for each other when read aloud or typed from paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final String SMALL = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int SUFFIX_LENGTH = 10;
    private static final int APP_BYTES = 32;
    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;

    private NewSecret() {}

    /** Of an app: 256 random bits, base64url. */
    public static String ofApp() {
        byte[] bytes = new byte[APP_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Ten small letters and digits that nobody guesses, for names that others must not find by trying. */
    public static String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(SMALL.charAt(RANDOM.nextInt(SMALL.length())));
        }
        return suffix.toString();
    }

    /** A one-time password of 115 random bits. */
    public static String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            password.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "")
                    .append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
