package dev.shuke.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    /** Empty when none were sent. */
    JsonNode props() {
        return event.props() == null || event.props().isNull() ? JsonNodeFactory.instance.objectNode() : event.props();
    }

    /** Known by all that was sent all the same: sending it again is no conflict. */
    EventRow withProps(JsonNode kept) {
        return new EventRow(index, id, event.withProps(kept), member, digest);
    }

    boolean sameAs(byte[] otherDigest) {
        return Arrays.equals(digest, otherDigest);
    }
}
