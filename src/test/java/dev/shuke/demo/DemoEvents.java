package dev.shuke.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.demo.OnlineRetail.Invoice;
import dev.shuke.demo.OnlineRetail.Line;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Invoices as events of the public API.
 *
 * @param days by how many whole days each local date is moved, so that the data ends shortly before today
 */
public record DemoEvents(long days) {
    /** The shop's clock. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    /** The code of the one store, see {@link DemoCatalogue}. */
    public static final String STORE = "WEB";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate LAST_DAY = LocalDate.of(2011, 12, 9);

    /** The last day of the data becomes the day before {@code today}. */
    public static DemoEvents endingBefore(LocalDate today) {
        return new DemoEvents(ChronoUnit.DAYS.between(LAST_DAY, today.minusDays(1)));
    }

    /** A batch for {@code POST /v1/events}. */
    public ArrayNode batch(List<Invoice> invoices) {
        ArrayNode batch = JSON.createArrayNode();
        invoices.forEach(invoice -> batch.add(event(invoice)));
        return batch;
    }

    private ObjectNode event(Invoice invoice) {
        ObjectNode event = JSON.createObjectNode()
                .put("type", invoice.refund() ? "order.refunded" : "order.paid")
                .put("source", "online-retail")
                .put("sourceId", invoice.number())
                .put(
                        "occurredAt",
                        invoice.time().plusDays(days).atZone(ZONE).toInstant().toString())
                .put("store", STORE)
                .put("channel", "online");
        event.putObject("member").put("kind", "card").put("value", invoice.customer());
        event.set("amount", money(invoice.amount()));
        ArrayNode items = event.putArray("items");
        invoice.lines().forEach(line -> items.add(item(line)));
        return event;
    }

    private static ObjectNode item(Line line) {
        ObjectNode item = JSON.createObjectNode().put("sku", line.sku()).put("quantity", line.quantity());
        if (line.name() != null) {
            item.put("name", line.name());
        }
        item.set("price", money(OnlineRetail.pence(line.price())));
        return item;
    }

    private static ObjectNode money(long pence) {
        return JSON.createObjectNode().put("amount", pence).put("currency", "GBP");
    }
}
