package dev.shuke.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.event.EventRequest.Item;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that the member who calls has done, as his own front end tells it. */
@Schema(
        name = "OwnEvent",
        requiredProperties = {"type", "sourceId", "occurredAt"})
public record OwnEventRequest(
        @NotNull(message = "must be given") @Schema(
                description = "product.viewed, cart.added, survey.answered, complaint.opened or exposure",
                examples = "product.viewed")
        String type,

        @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(description = "Unique among the member's own", examples = "7f9c-1")
        String sourceId,

        @NotNull(message = "must be given") @Schema(examples = "2026-11-21T08:26:00Z")
        Instant occurredAt,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "S-01")
        String store,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "mini_program")
        String channel,

        @Size(max = 20, message = "must have at most 20 items") List<@NotNull(message = "must be given") @Valid Item> items,

        @Schema(
                implementation = Object.class,
                description = "As the type's schema in /v1/event-types wants it; at most 10,000 bytes")
        JsonNode props) {}
