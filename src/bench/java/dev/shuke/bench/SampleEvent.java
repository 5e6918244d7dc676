package dev.shuke.bench;

import static java.util.stream.Collectors.joining;

import dev.shuke.platform.tenancy.Ids;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * An event of a shop's ordinary day: of four, two are orders of two items, one a product looked at, one a visit.
 *
 * @param member place in the crowd
 */
record SampleEvent(int kind, int member, Instant at, String sourceId, int number) {
    private static final String SOURCE = "till";
    private static final int STORES = 50;
    private static final int NUMBERS = 500;
    private static final int MOST_ITEMS = 2;
    private static final long SPREAD_SECONDS = 300L * 24 * 3600;

    static SampleEvent next(int crowd) {
        var random = ThreadLocalRandom.current();
        return new SampleEvent(
                random.nextInt(4),
                random.nextInt(crowd),
                Instant.now().minusSeconds(random.nextLong(SPREAD_SECONDS)),
                Long.toHexString(random.nextLong()),
                random.nextInt(NUMBERS));
    }

    /** The catalogue that events name, for {@code POST /v1/stores}. */
    static String stores() {
        return IntStream.range(0, STORES)
                .mapToObj(n -> "{\"code\":\"%s\",\"name\":\"Store %d\"}".formatted(store(n), n))
                .collect(joining(",", "[", "]"));
    }

    /** Likewise. */
    static String products() {
        return IntStream.range(0, NUMBERS + MOST_ITEMS)
                .mapToObj(n -> "{\"sku\":\"%s\",\"name\":\"Product %d\"}".formatted(sku(n), n))
                .collect(joining(",", "[", "]"));
    }

    private static String store(int number) {
        return "S-%02d".formatted(number % STORES);
    }

    private static String sku(int number) {
        return "SKU-" + number;
    }

    private boolean order() {
        return kind < 2;
    }

    private String type() {
        return order() ? "order.paid" : kind == 2 ? "product.viewed" : "store.visited";
    }

    private int items() {
        return order() ? 2 : kind == 2 ? 1 : 0;
    }

    private int amount() {
        return 2 * (1_000 + number);
    }

    String json(String identityKind, String identity) {
        String items = String.join(
                ",",
                IntStream.range(0, items())
                        .mapToObj(line -> """
                                {"sku":"%s","name":"Product %d","category":"lights/%d","quantity":1,\
                                "price":{"amount":%d,"currency":"CNY"}}""".formatted(
                                        sku(number + line), number, number % 20, 1_000 + number))
                        .toList());
        return """
                {"type":"%s","source":"%s","sourceId":"%s","occurredAt":"%s",\
                "member":{"kind":"%s","value":"%s"},"store":"%s","channel":"store"%s%s}""".formatted(
                        type(),
                        SOURCE,
                        sourceId,
                        at,
                        identityKind,
                        identity,
                        store(number),
                        order() ? ",\"amount\":{\"amount\":" + amount() + ",\"currency\":\"CNY\"}" : "",
                        items.isEmpty() ? "" : ",\"items\":[" + items + "]");
    }

    /** Rows for {@link #COPY_EVENTS} and {@link #COPY_ITEMS}. */
    static void copy(String tenant, List<SampleEvent> events, List<String> members, Rows to) {
        for (SampleEvent event : events) {
            String id = Ids.next().toString();
            to.events.append(String.join(
                            "\t",
                            tenant,
                            id,
                            members.get(event.member),
                            event.type(),
                            SOURCE,
                            event.sourceId,
                            event.at.toString(),
                            Instant.now().toString(),
                            store(event.number),
                            "store",
                            event.order() ? Integer.toString(event.amount()) : "\\N",
                            "\\N",
                            "\\\\x" + digest()))
                    .append('\n');
            for (int line = 0; line < event.items(); line++) {
                to.items.append(String.join(
                                "\t",
                                tenant,
                                id,
                                Integer.toString(line + 1),
                                sku(event.number + line),
                                "Product " + event.number,
                                "lights/" + event.number % 20,
                                "1",
                                Integer.toString(1_000 + event.number)))
                        .append('\n');
            }
        }
    }

    private static String digest() {
        byte[] digest = new byte[16];
        ThreadLocalRandom.current().nextBytes(digest);
        return HexFormat.of().formatHex(digest);
    }

    static final String COPY_EVENTS = """
            copy event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at, store, channel,
              amount, props, digest) from stdin
            """;
    static final String COPY_ITEMS =
            "copy event_item (tenant_id, event_id, line, sku, name, category, quantity, price) from stdin";

    /** In COPY's text format. */
    static final class Rows {
        final StringBuilder events = new StringBuilder();
        final StringBuilder items = new StringBuilder();
    }
}
