package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code POST /v1/members}: somebody new each time. */
record MemberWrite(Api api) implements LedgerWrite {
    private static final String STORED =
            """
            select id, attributes ->> 'mark' mark, city, gender, name is not null named,
              (select count(*) from member_identity i where i.tenant_id = m.tenant_id and i.member_id = m.id) identities,
              (select count(*) from member_metric x where x.tenant_id = m.tenant_id and x.member_id = m.id) metrics
            from member m where tenant_id = ? and attributes ? 'mark'
            """.replace("attributes ? ", "attributes ?? "); // to the driver, one is a parameter

    @Override
    public String name() {
        return "member";
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public boolean overwrites() {
        return false;
    }

    @Override
    public Call call(long number) {
        return new Call("POST", "/v1/members", """
                {"identities":[{"kind":"card","value":"%s"},{"kind":"external","value":"X-%d"}],
                 "profile":{"name":"Wang %d","gender":"female","city":"City %d"},"attributes":{"mark":%d}}
                """.formatted(card(number), number, number, number, number));
    }

    private static String card(long number) {
        return "M-" + number;
    }

    @Override
    public String fault(JsonNode answer) {
        return answer.path("attributes").path("mark").isNumber() ? null : answer.toString();
    }

    @Override
    public List<Stored> stored(Connection superuser, UUID tenant) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(STORED)) {
            query.setObject(1, tenant);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                long number = row.getLong("mark");
                boolean asSent = ("City " + number).equals(row.getString("city"))
                        && "female".equals(row.getString("gender"))
                        && row.getBoolean("named")
                        && row.getInt("identities") == 2
                        && row.getInt("metrics") == 1;
                stored.add(new Stored(row.getString("mark"), number, asSent, 0));
            }
        }
        return stored;
    }

    @Override
    public boolean shown(long number) throws Api.NoAnswer {
        JsonNode member = Writes.lookup(api, card(number));
        return member.path("attributes").path("mark").asLong(-1) == number
                && member.path("profile").path("name").asText().startsWith("W");
    }
}
