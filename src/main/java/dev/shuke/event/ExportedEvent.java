package dev.shuke.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.shuke.platform.privacy.Sight;
import java.util.List;
import java.util.UUID;

/** An event in a file of many members' events. */
public record ExportedEvent(UUID memberId, @JsonUnwrapped EventView event) {
    public UUID id() {
        return event.id();
    }

    ExportedEvent with(List<EventRequest.Item> items) {
        return new ExportedEvent(memberId, event.with(items));
    }

    ExportedEvent seenWith(Sight amounts) {
        return new ExportedEvent(memberId, event.seenWith(amounts));
    }
}
