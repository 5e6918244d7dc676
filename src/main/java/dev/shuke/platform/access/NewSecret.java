package dev.shuke.platform.access;

import java.security.SecureRandom;

/** Secrets that the API makes, and says to somebody once. */
public final class NewSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without characters that are taken for each other when read aloud or typed from paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;

    private NewSecret() {}

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
