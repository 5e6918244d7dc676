package dev.shuke.event;

import dev.shuke.event.EventRequest.Item;
import java.util.List;
import java.util.UUID;

/** The items of a batch, turned from rows to columns: one array a column is the fastest way in. */
record ItemColumns(
        UUID[] eventIds,
        Integer[] lines,
        String[] skus,
        String[] names,
        String[] categories,
        Integer[] quantities,
        Long[] prices) {

    static ItemColumns of(List<EventRow> rows) {
        int total = rows.stream().mapToInt(row -> items(row).size()).sum();
        ItemColumns columns = new ItemColumns(
                new UUID[total],
                new Integer[total],
                new String[total],
                new String[total],
                new String[total],
                new Integer[total],
                new Long[total]);
        int at = 0;
        for (EventRow row : rows) {
            int line = 0;
            for (Item item : items(row)) {
                columns.put(at++, row.id(), ++line, item);
            }
        }
        return columns;
    }

    private void put(int at, UUID eventId, int line, Item item) {
        eventIds[at] = eventId;
        lines[at] = line;
        skus[at] = item.sku();
        names[at] = item.name();
        categories[at] = item.category();
        quantities[at] = item.quantity();
        prices[at] = item.price() == null ? null : item.price().amount();
    }

    private static List<Item> items(EventRow row) {
        return row.event().items() == null ? List.of() : row.event().items();
    }
}
