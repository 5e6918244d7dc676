package dev.shuke.event;

import dev.shuke.platform.privacy.IdentityValue;
import java.util.Arrays;
import java.util.UUID;

/**
 * A checked event on its way in.
 *
 * @param index its place in the caller's batch, from 0
 * @param digest tells a resend from another payload under the same key
 */
record EventRow(int index, UUID id, EventRequest event, IdentityValue member, byte[] digest) {
    /** What names an event within a tenant. */
    record Key(String source, String sourceId) {}

    Key key() {
        return new Key(event.source(), event.sourceId());
    }

    /** The event that this one takes the place of, null for most. */
    Key corrects() {
        return event.corrects() == null
                ? null
                : new Key(event.corrects().source(), event.corrects().sourceId());
    }

    boolean sameAs(byte[] otherDigest) {
        return Arrays.equals(digest, otherDigest);
    }
}
