package dev.shuke.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.WithETag;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is said of an event type. */
@Schema(
        name = "EventType",
        requiredProperties = {"type", "name", "wellKnown"})
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithETag
public record EventTypeView(
        @Schema(examples = "coupon.redeemed") String type,

        Bilingual name,
        Bilingual description,

        @Schema(description = "The same for every merchant, and not to be written over")
        boolean wellKnown,

        @Schema(implementation = Object.class, description = "The JSON Schema (2020-12) of an event's `props`")
        JsonNode props) {

    /** The whole catalogue, by type. */
    @Schema(name = "EventTypes", requiredProperties = "items")
    public record Catalogue(List<EventTypeView> items) {}
}
