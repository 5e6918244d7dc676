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

/** {@code POST /v1/members}, or {@code /v1/members/batch} for several: somebody new each time. */
record MemberWrite(Api api, String name, int rows) implements LedgerWrite {
    private static final String STORED = """
        select (attributes ->> 'mark')::bigint mark, (attributes ->> 'n')::int n, city, gender, name is not null named,
          (select count(*) from member_identity i where i.tenant_id = m.tenant_id and i.member_id = m.id) identities,
          (select count(*) from member_metric x where x.tenant_id = m.tenant_id and x.member_id = m.id) metrics
        from member m where tenant_id = ? and attributes ->> 'way' = ?
        """;

    @Override
    public boolean overwrites() {
        return false;
    }

    @Override
    public Call call(long number) {
        return rows == 1
                ? new Call("POST", "/v1/members", json(number, 0))
                : new Call(
                        "POST",
                        "/v1/members/batch",
                        IntStream.range(0, rows).mapToObj(n -> json(number, n)).collect(joining(",", "[", "]")));
    }

    private String json(long number, int n) {
        return """
            {"identities":[{"kind":"card","value":"%s"},{"kind":"external","value":"%s"}],
             "profile":{"name":"Wang %d","gender":"female","city":"City %d"},
             "attributes":{"way":"%s","mark":%d,"n":%d}}
            """.formatted(card(number, n), card(number, n), number, number, name, number, n);
    }

    private String card(long number, int n) {
        return name + "-" + number + "-" + n;
    }

    @Override
    public String fault(JsonNode answer) {
        boolean done = rows == 1
                ? answer.path("attributes").path("mark").isNumber()
                : answer.path("created").asInt() + answer.path("updated").asInt() == rows
                        && answer.path("rejected").isEmpty();
        return done ? null : answer.toString();
    }

    @Override
    public List<Stored> stored(Connection superuser, UUID tenant) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(STORED)) {
            query.setObject(1, tenant);
            query.setString(2, name);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                long number = row.getLong("mark");
                boolean asSent = ("City " + number).equals(row.getString("city"))
                        && "female".equals(row.getString("gender"))
                        && row.getBoolean("named")
                        && row.getInt("identities") == 2
                        && row.getInt("metrics") == 1;
                stored.add(new Stored(number + "-" + row.getInt("n"), number, asSent, 0));
            }
        }
        return stored;
    }

    @Override
    public boolean shown(long number) throws Api.NoAnswer {
        JsonNode member = Writes.lookup(api, card(number, rows - 1));
        return member.path("attributes").path("mark").asLong(-1) == number
                && member.path("profile").path("name").asText().startsWith("W");
    }
}
