package dev.shuke.experiment;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What makes two draws independent: told to who may read experiments, chosen by nobody. */
final class Salt {
    private static final int BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Salt() {}

    static String drawn() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
