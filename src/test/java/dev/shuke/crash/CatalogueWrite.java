package dev.shuke.crash;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Stores or products, one by {@code PUT} or several by {@code POST}: each lane writes its own over and over.
 *
 * @param table also the last word of the path, but for an s
 * @param key of the table, and in JSON
 */
record CatalogueWrite(Api api, String name, String table, String key, int rows) implements LedgerWrite {

    @Override
    public boolean overwrites() {
        return true;
    }

    @Override
    public Call call(long number) {
        if (rows == 1) {
            return new Call("PUT", path() + "/" + code(number, 0), json(number, 0));
        }
        return new Call(
                "POST",
                path(),
                IntStream.range(0, rows).mapToObj(n -> json(number, n)).collect(joining(",", "[", "]")));
    }

    private String path() {
        return "/v1/" + table + "s";
    }

    private String code(long number, int n) {
        return name + "-" + Ledger.lane(number) + "-" + n;
    }

    private String json(long number, int n) {
        return """
            {"%s":"%s","name":"Name %d"}\
            """.formatted(key, code(number, n), number);
    }

    @Override
    public String fault(JsonNode answer) {
        boolean done = rows == 1
                ? answer.has("name")
                : answer.path("created").asInt() + answer.path("updated").asInt() == rows
                        && answer.path("rejected").isEmpty();
        return done ? null : answer.toString();
    }

    @Override
    public List<Stored> stored(Connection superuser, UUID tenant) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(
                "select %s, name, version from %s where tenant_id = ? and %s like ?".formatted(key, table, key))) {
            query.setObject(1, tenant);
            query.setString(2, name + "-%");
            ResultSet row = query.executeQuery();
            while (row.next()) {
                long number = Long.parseLong(row.getString(2).substring("Name ".length()));
                boolean asSent = row.getString(1).startsWith(name + "-" + Ledger.lane(number) + "-");
                stored.add(new Stored(row.getString(1), number, asSent, row.getLong(3)));
            }
        }
        return stored;
    }

    @Override
    public boolean shown(long number) throws Api.NoAnswer {
        return api.get(path() + "/" + code(number, rows - 1))
                .body()
                .path("name")
                .asText()
                .equals("Name " + number);
    }
}
