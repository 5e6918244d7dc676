package dev.shuke.event;

import dev.shuke.platform.privacy.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order paid or refunded, for those who keep the books: of the member only that it is the same one. */
@Schema(
        name = "Order",
        requiredProperties = {"id", "type", "source", "sourceId", "occurredAt", "member"})
public record OrderView(
        UUID id,

        @Schema(enumeration = {"order.paid", "order.refunded"})
        String type,

        String source,

        @Schema(description = "The receipt's number where it was rung up", examples = "536365")
        String sourceId,

        Instant occurredAt,
        String store,
        String channel,
        Money amount,

        @Schema(examples = "wechat_pay") String paymentMethod,

        List<EventRequest.Item> items,

        @Schema(description = "Stands for the buyer, the same in all orders of one; no other call knows it")
        UUID member) {
    OrderView with(List<EventRequest.Item> lines) {
        return new OrderView(
                id, type, source, sourceId, occurredAt, store, channel, amount, paymentMethod, lines, member);
    }
}
