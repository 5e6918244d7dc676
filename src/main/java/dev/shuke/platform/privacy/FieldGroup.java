package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is known of a member, in the groups in which it is shown or hidden. Every field belongs to exactly one. */
public enum FieldGroup {
    /** Phone, e-mail, card and every other identity by which the member can be reached or recognised. */
    CONTACT,
    /** The name, and what papers say; the exact date of birth where a rule asks for it. */
    IDENTITY,
    /** Gender, city, the decade of birth. */
    PROFILE,
    /** Tags and attributes, unless their definition names another group. */
    PREFERENCE,
    /** What the member paid, in total and for each thing. */
    AMOUNT,
    /** What the member did and when, and how often. */
    BEHAVIOUR,
    /** What the member allows. */
    CONSENT;

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FieldGroup> named(String key) {
        return Arrays.stream(values()).filter(group -> group.key().equals(key)).findFirst();
    }

    @Override
    public String toString() {
        return key();
    }
}
