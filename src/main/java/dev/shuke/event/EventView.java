package dev.shuke.event;

import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.Sight;
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

        @Schema(description = "In its place, for callers who may only know its size")
        AmountBand amountBand,

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
                amountBand,
                lines,
                corrects,
                supersededBy,
                props);
    }

    /**
     * As far as a caller may see amounts. Who sees none, or only their size, gets neither the prices of what was bought
     * nor whatever else the source knew of an event with an amount: discounts and payments would tell it.
     */
    EventView seenWith(Sight amounts) {
        if (amounts.atLeast(Sight.FULL)) {
            return this;
        }
        return new EventView(
                id,
                type,
                source,
                sourceId,
                occurredAt,
                receivedAt,
                store,
                channel,
                null,
                amount == null || amounts != Sight.PARTIAL ? null : AmountBand.of(amount),
                items == null
                        ? null
                        : items.stream().map(EventRequest.Item::withoutPrice).toList(),
                corrects,
                supersededBy,
                amount == null ? props : null);
    }
}
