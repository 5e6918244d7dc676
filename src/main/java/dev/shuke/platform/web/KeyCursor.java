package dev.shuke.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** {@link Cursor}'s sibling for lists that run by a text, such as a store's code. */
final class KeyCursor {
    /** No {@link Cursor} begins so: one of another list is refused rather than misread. */
    private static final String MARK = "k.";

    private static final int MAX_LENGTH = 200;

    private KeyCursor() {}

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + key).getBytes(UTF_8));
    }

    /** @throws ApiException invalid_cursor */
    static String decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            if (text.startsWith(MARK)) {
                return PlainText.line(text.substring(MARK.length()), MAX_LENGTH);
            }
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
        throw Cursor.invalid();
    }
}
