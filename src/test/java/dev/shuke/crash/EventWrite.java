package dev.shuke.crash;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** {@code POST /v1/events}: orders of a few members whom all lanes share, so that calls meet at their counts. */
record EventWrite(Api api, String name, int rows) implements LedgerWrite {
    private static final int MEMBERS = 40;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final String STORED = """
        select source_id, type, amount, occurred_at, store,
          (select count(*) from event_item i where i.tenant_id = e.tenant_id and i.event_id = e.id) lines,
          (select sum(quantity) from event_item i where i.tenant_id = e.tenant_id and i.event_id = e.id) quantity
        from event e where tenant_id = ? and source = ?
        """;

    /** The n-th event of a call. */
    private record Order(long number, int n) {
        static Order read(String sourceId) {
            String[] parts = sourceId.split("-", 2);
            return new Order(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }

        String sourceId() {
            return number + "-" + n;
        }

        String card() {
            return "E-" + (number * 31 + n) % MEMBERS;
        }

        long amount() {
            return number * 100 + n;
        }

        Instant at() {
            return FIRST.plusSeconds(number);
        }

        int quantity() {
            return 1 + n % 9;
        }

        boolean is(ResultSet row) throws SQLException {
            return row.getString("type").equals("order.paid")
                    && row.getLong("amount") == amount()
                    && row.getTimestamp("occurred_at").toInstant().equals(at())
                    && row.getString("store").equals("S-" + number)
                    && row.getInt("lines") == 2
                    && row.getInt("quantity") == quantity() + 1;
        }
    }

    @Override
    public boolean overwrites() {
        return false;
    }

    @Override
    public Call call(long number) {
        String events = IntStream.range(0, rows)
                .mapToObj(n -> json(new Order(number, n)))
                .collect(joining(",", "[", "]"));
        return new Call("POST", "/v1/events", events);
    }

    private String json(Order order) {
        return """
            {"type":"order.paid","source":"%s","sourceId":"%s","occurredAt":"%s","store":"S-%d",
             "member":{"kind":"card","value":"%s"},"amount":{"amount":%d,"currency":"CNY"},
             "items":[{"sku":"A","quantity":%d},{"sku":"B","quantity":1}]}
            """.formatted(
                name, order.sourceId(), order.at(), order.number(), order.card(), order.amount(), order.quantity());
    }

    @Override
    public String fault(JsonNode answer) {
        int known = answer.path("accepted").asInt() + answer.path("duplicates").asInt();
        return known == rows && answer.path("rejected").isEmpty() ? null : answer.toString();
    }

    @Override
    public List<Stored> stored(Connection superuser, UUID tenant) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(STORED)) {
            query.setObject(1, tenant);
            query.setString(2, name);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                Order order = Order.read(row.getString("source_id"));
                stored.add(new Stored(order.sourceId(), order.number(), order.is(row), 0));
            }
        }
        return stored;
    }

    @Override
    public boolean shown(long number) throws Api.NoAnswer {
        Order order = new Order(number, rows - 1);
        String timeline =
                "/v1/members/" + Writes.lookup(api, order.card()).path("id").asText() + "/timeline?limit=200";
        String cursor = "";
        while (cursor != null) {
            JsonNode page = api.get(timeline + cursor).body();
            for (JsonNode event : page.path("items")) {
                if (event.path("source").asText().equals(name)
                        && event.path("sourceId").asText().equals(order.sourceId())) {
                    return event.path("amount").path("amount").asLong() == order.amount();
                }
            }
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : null;
        }
        return false;
    }
}
