package dev.shuke.event;

import dev.shuke.platform.privacy.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event as it was written. */
@Schema(
        name = "TimelineEvent",
        requiredProperties = {"id", "type", "source", "sourceId", "occurredAt", "receivedAt"})
public record EventView(
        UUID id,
        String type,
        String source,
        String sourceId,
        Instant occurredAt,
        Instant receivedAt,
        String store,
        String channel,
        Money amount,
        List<EventRequest.Item> items,

        @Schema(description = "The event that this one takes the place of")
        EventRequest.Reference corrects,

        @Schema(description = "The id of the event that took its place; it counts no longer")
        UUID supersededBy,

        Map<String, Object> props) {

    EventView with(List<EventRequest.Item> lines) {
        return new EventView(
                id,
                type,
                source,
                sourceId,
                occurredAt,
                receivedAt,
                store,
                channel,
                amount,
                lines,
                corrects,
                supersededBy,
                props);
    }
}
