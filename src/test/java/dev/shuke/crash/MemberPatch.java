package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** {@code PATCH /v1/members/{id}}: each lane changes a member of its own. */
record MemberPatch(Api api, Map<Long, String> members) implements LedgerWrite {
    private static final String STORED =
            """
            select attributes ->> 'lane' lane, attributes ->> 'patched' patched, city from member
            where tenant_id = ? and attributes ? 'patched'
            """.replace("attributes ? ", "attributes ?? "); // to the driver, one is a parameter

    MemberPatch(Api api) {
        this(api, new ConcurrentHashMap<>());
    }

    @Override
    public String name() {
        return "patch";
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public boolean overwrites() {
        return true;
    }

    @Override
    public Call call(long number) throws Api.NoAnswer {
        return new Call("PATCH", "/v1/members/" + member(Ledger.lane(number)), """
            {"profile":{"city":"City %d"},"attributes":{"patched":%d}}
            """.formatted(number, number));
    }

    private String member(long lane) throws Api.NoAnswer {
        String known = members.get(lane);
        if (known != null) {
            return known;
        }
        var made = api.send(new Call("POST", "/v1/members", """
            {"identities":[{"kind":"card","value":"%s"}],"attributes":{"lane":%d}}
            """.formatted(card(lane), lane)), null);
        if (!made.ok()) {
            throw new Api.NoAnswer(made.status(), "a member to change: " + made.code());
        }
        members.put(lane, made.body().path("id").asText());
        return members.get(lane);
    }

    private static String card(long lane) {
        return "P-" + lane;
    }

    @Override
    public String fault(JsonNode answer) {
        return answer.path("attributes").path("patched").isNumber() ? null : answer.toString();
    }

    @Override
    public List<Stored> stored(Connection superuser, UUID tenant) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(STORED)) {
            query.setObject(1, tenant);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                long number = row.getLong("patched");
                boolean asSent =
                        ("City " + number).equals(row.getString("city")) && row.getLong("lane") == Ledger.lane(number);
                stored.add(new Stored(row.getString("lane"), number, asSent, 0));
            }
        }
        return stored;
    }

    @Override
    public boolean shown(long number) throws Api.NoAnswer {
        return Writes.lookup(api, card(Ledger.lane(number)))
                        .path("attributes")
                        .path("patched")
                        .asLong(-1)
                == number;
    }
}
