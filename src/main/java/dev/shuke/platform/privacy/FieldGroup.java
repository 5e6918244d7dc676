package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of a member, in the groups in which it is shown or hidden. Every field belongs to exactly one. */
public enum FieldGroup {
    /** Phone, e-mail, card and every other identity by which the member can be reached or recognised. */
    CONTACT(Sight.NONE, Sight.MASKED, Sight.REVEAL),
    /** The name, and what papers say; the exact date of birth where a rule asks for it. */
    IDENTITY(Sight.NONE, Sight.PARTIAL, Sight.MASKED, Sight.REVEAL),
    /** Gender, city, the decade of birth. */
    PROFILE(Sight.NONE, Sight.AGGREGATE, Sight.FULL),
    /** Tags and attributes, unless their definition names another group. */
    PREFERENCE(Sight.NONE, Sight.AGGREGATE, Sight.PARTIAL, Sight.FULL),
    /** What the member paid, in total and for each thing. */
    AMOUNT(Sight.NONE, Sight.AGGREGATE, Sight.PARTIAL, Sight.FULL),
    /** What the member did and when, and how often. */
    BEHAVIOUR(Sight.NONE, Sight.AGGREGATE, Sight.PARTIAL, Sight.FULL),
    /** What the member allows. */
    CONSENT(Sight.NONE, Sight.AGGREGATE, Sight.PARTIAL, Sight.FULL);

    private final List<Sight> sights;

    FieldGroup(Sight... sights) {
        this.sights = List.of(sights);
    }

    /** How much of it there can be to see. */
    public List<Sight> sights() {
        return sights;
    }

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
