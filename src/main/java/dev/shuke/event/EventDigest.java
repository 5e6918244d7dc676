package dev.shuke.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.shuke.member.IdentityRequest;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeys;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells a resend from another fact under the same key. Spelling does not count: spaces, the order of fields, the
 * offset of a time, how a phone number is written.
 */
@ApplicationScoped
class EventDigest {
    private final ObjectWriter canonical;

    EventDigest(ObjectMapper mapper) {
        canonical = mapper.copy()
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                .configure(JsonNodeFeature.WRITE_PROPERTIES_SORTED, true)
                .writer();
    }

    /** Keyed, since a plain hash of a phone number can be guessed. */
    byte[] of(EventRequest event, IdentityValue member, TenantKeys keys) {
        EventRequest normalised = new EventRequest(
                event.type(),
                event.source(),
                event.sourceId(),
                event.occurredAt(),
                new IdentityRequest(member.kind(), member.clear(), member.issuer()),
                event.store(),
                event.channel(),
                event.amount(),
                event.items(),
                event.corrects(),
                event.props());
        try {
            return keys.digest(canonical.writeValueAsBytes(normalised));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
