package dev.shuke.privacyrequest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What a member asks for about his own data. */
public enum PrivacyRequestType {
    /** To see what is held of him (PIPL article 45, GDPR article 15). */
    ACCESS(true),
    /** Likewise, to take it elsewhere: the file is the same. */
    PORTABILITY(true),
    CORRECTION(true),
    ERASURE(true),
    /** To have it stored and used nowhere. */
    RESTRICTION(true),
    /** Not to be chosen or foretold by machines alone (PIPL article 24, GDPR article 22). */
    OBJECTION(false),
    /** Why a machine has decided as it did about him. */
    EXPLANATION(false);

    private final boolean asksStores;

    PrivacyRequestType(boolean asksStores) {
        this.asksStores = asksStores;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static PrivacyRequestType named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(PrivacyRequestType::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value; null from null. */
    static PrivacyRequestType stored(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }

    boolean isFile() {
        return this == ACCESS || this == PORTABILITY || this == EXPLANATION;
    }

    /** Whether stores are asked, which may keep something of the member themselves. */
    boolean asksStores() {
        return asksStores;
    }

    /** Whether it can be taken back once it is done. */
    boolean canBeLifted() {
        return this == RESTRICTION || this == OBJECTION;
    }
}
