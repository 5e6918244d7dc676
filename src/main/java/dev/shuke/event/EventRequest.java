package dev.shuke.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.member.IdentityRequest;
import dev.shuke.platform.privacy.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A fact about a member, as its source sends it. {@code (source, sourceId)} names it for good.
 *
 * @param type well-known ones such as {@code order.paid} are checked further; any other name is kept as it is
 */
@Schema(name = "Event")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventRequest(
        @NotNull(message = "must be given") @Size(max = 64, message = "must have at most 64 characters") @Pattern(
                regexp = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}",
                message = "must be a dotted name in small letters, such as order.paid")
        @Schema(examples = "order.paid")
        String type,

        @NotNull(message = "must be given") @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}",
                message = "must have 1 to 64 letters, digits and . _ : - only")
        @Schema(examples = "pos", description = "The system that the fact comes from")
        String source,

        @NotNull(message = "must be given") @Size(min = 1, max = 128, message = "must have 1 to 128 characters") @Schema(examples = "536365", description = "Unique within the source")
        String sourceId,

        @NotNull(message = "must be given") @Schema(examples = "2010-12-01T08:26:00Z")
        Instant occurredAt,

        @NotNull(message = "must be given") @Valid IdentityRequest member,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "S-01")
        String store,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "store")
        String channel,

        @Schema(description = "Of the whole event; needed for order.paid and order.refunded")
        Money amount,

        @Size(max = 1000, message = "must have at most 1000 items") List<@NotNull(message = "must be given") @Valid Item> items,

        @Valid @Schema(
                description =
                        "An event sent before, or still to come, that this one takes the place of: it counts no longer")
        Reference corrects,

        @Schema(
                implementation = Object.class,
                description =
                        "Whatever else the source knows, as the type's schema in /v1/event-types wants it; at most 10,000 bytes")
        JsonNode props) {

    EventRequest withProps(JsonNode kept) {
        return new EventRequest(
                type, source, sourceId, occurredAt, member, store, channel, amount, items, corrects, kept);
    }

    /** Names an event within the tenant. */
    @Schema(
            name = "EventReference",
            requiredProperties = {"source", "sourceId"})
    public record Reference(
            @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "pos")
            String source,

            @NotNull(message = "must be given") @Size(min = 1, max = 128, message = "must have 1 to 128 characters") @Schema(examples = "536365")
            String sourceId) {}

    /** A line of an order or refund. */
    @Schema(
            name = "EventItem",
            requiredProperties = {"sku", "quantity"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "85123A")
            String sku,

            @Size(max = 200, message = "must have at most 200 characters") String name,

            @Size(min = 1, max = 200, message = "must have 1 to 200 characters") String category,

            @Min(value = 1, message = "must be at least 1") @Max(value = 1_000_000, message = "must be at most 1000000") @Schema(examples = "6")
            int quantity,

            @Schema(description = "For one piece; absent where none was shown or agreed")
            Money price) {
        Item withoutPrice() {
            return new Item(sku, name, category, quantity, null);
        }
    }
}
