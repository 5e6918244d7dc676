package dev.shuke.platform.web;

/** A natural key in an address, such as a store's code: one printable line of at most 64 characters. */
public final class PathKey {
    private static final int MAX_LENGTH = 64;

    private PathKey() {}

    /**
     * Of a thing to write.
     *
     * @param name of the parameter
     * @throws ApiException invalid_parameter
     */
    public static String require(String name, String key) {
        if (!possible(key)) {
            throw ApiException.invalidParameter(
                    name, "must be 1 to " + MAX_LENGTH + " printable characters without space around them");
        }
        return key;
    }

    /** Whether anything can have this key; what cannot be written is not there to be read. */
    public static boolean possible(String key) {
        try {
            return key.length() <= MAX_LENGTH && PlainText.line(key, MAX_LENGTH).equals(key);
        } catch (InvalidValue refused) {
            return false;
        }
    }
}
