package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.MemberKey;
import java.util.Base64;

/** The text of an attribute that is kept under the member's key. Printed and serialised with its first character. */
record SealedText(String clear) {
    /** Sealed for this attribute: moved to another, it does not open. */
    static String seal(MemberKey key, String attribute, String clear) {
        return Base64.getEncoder().encodeToString(key.seal(place(attribute), clear));
    }

    static SealedText open(MemberKey key, String attribute, String sealed) {
        return new SealedText(key.open(place(attribute), Base64.getDecoder().decode(sealed)));
    }

    private static String place(String attribute) {
        return "member|attributes|" + attribute;
    }

    @JsonValue
    String masked() {
        return Character.toString(clear.codePointAt(0)) + "***";
    }

    @Override
    public String toString() {
        return masked();
    }
}
