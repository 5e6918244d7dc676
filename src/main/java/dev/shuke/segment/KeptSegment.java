package dev.shuke.segment;

import dev.shuke.segment.Membership.State;
import java.time.Instant;
import java.util.UUID;

/**
 * A dynamic segment whose members are stored, locked by who has read it.
 *
 * @param checkedTo whom time alone moves until then has been looked at; evaluate it as of no earlier moment
 * @param fillAt when everybody is to be looked at again
 */
record KeptSegment(UUID id, int version, State state, Instant checkedTo, Instant fillAt, Rule rule) {
    boolean follows() {
        return state == State.READY;
    }

    /** The moment to evaluate it as of: never before one that was dealt with. */
    Instant asOf(Instant now) {
        return now.isBefore(checkedTo) ? checkedTo : now;
    }
}
