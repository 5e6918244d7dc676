package dev.shuke.platform.web;

/** Text that people write on one line: trimmed, not empty, not overlong, no control characters, no mask. */
public final class PlainText {
    private PlainText() {}

    /**
     * @param maxLength in characters
     * @return the text without space around it
     * @throws InvalidValue saying which of these it breaks
     */
    public static String require(String text, int maxLength) {
        String trimmed = line(text, maxLength);
        refuseMask(trimmed);
        return trimmed;
    }

    /** @throws InvalidValue when it is what this API shows in place of a text */
    public static void refuseMask(String text) {
        if (text.contains("**")) {
            throw new InvalidValue("must be the value itself, not a mask of it");
        }
    }

    /** As {@link #require}, stars allowed. */
    public static String line(String text, int maxLength) {
        if (text == null || text.isBlank()) {
            throw new InvalidValue("must not be empty");
        }
        String trimmed = text.strip();
        if (trimmed.codePointCount(0, trimmed.length()) > maxLength) {
            throw new InvalidValue("must have at most " + maxLength + " characters");
        }
        if (trimmed.codePoints().anyMatch(PlainText::unprintable)) {
            throw new InvalidValue("must not contain control characters");
        }
        return trimmed;
    }

    /** Besides what cannot be printed, what changes the direction of the text around it and so makes it read otherwise. */
    static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || codePoint >= 0x202a && codePoint <= 0x202e
                || codePoint >= 0x2066 && codePoint <= 0x2069;
    }
}
