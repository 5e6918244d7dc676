package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far the stored members of a dynamic segment are what its rule says.
 *
 * @param reason null when all is well
 */
@Schema(
        name = "Membership",
        description = "How far the members of a dynamic segment are what its rule says",
        requiredProperties = {"state", "since"})
public record Membership(
        State state,

        @Schema(description = "Since when it is in this state")
        Instant since,

        Reason reason) {

    static Membership of(State state, Instant since) {
        return new Membership(state, since, null);
    }

    /** Whether what is stored answers for the rule. */
    boolean answers() {
        return state == State.READY || state == State.STALE;
    }

    /** How far. */
    @Schema(name = "MembershipState", description = """
        `building`: its members are looked for, and evaluated at each read until they are stored. `ready`: \
        they are stored and follow what happens. `stale`: they did not follow for the reason told, and what \
        is answered is as it was then. `failed`: they could not be stored for that reason, and are evaluated \
        at each read. Of the last two it is tried again.\
        """)
    public enum State {
        BUILDING,
        READY,
        STALE,
        FAILED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** From the database, where a CHECK admits no other value. */
        static State stored(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Why not. */
    @Schema(name = "MembershipReason", description = """
        `rule_invalid`: something that the rule names is not what it was. `too_slow`: it takes longer than a \
        query may. `internal`: a fault on our side.\
        """)
    public enum Reason {
        RULE_INVALID,
        TOO_SLOW,
        INTERNAL;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason stored(String key) {
            return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
