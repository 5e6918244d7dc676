package dev.shuke.isolation;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Changes of values in one group of fields and in no other, as often as wanted: each time to something new. */
final class HiddenChange {
    private static final Map<String, Consumer<Staffed>> CHANGES = Map.of(
            "contact",
            HiddenChange::contact,
            "identity",
            of -> patch(of, "{\"profile\":{\"name\":\"李四光\"}}"),
            "profile",
            of -> patch(of, "{\"profile\":{\"city\":\"Elsewhere\",\"gender\":\"other\",\"birthday\":\"1971-02-03\"}}"),
            "preference",
            HiddenChange::preference,
            "amount",
            HiddenChange::amount,
            "behaviour",
            HiddenChange::behaviour);

    private HiddenChange() {}

    static void of(String group, Staffed merchant) {
        CHANGES.get(group).accept(merchant);
        patch(merchant, "{\"attributes\":{\"%s\":\"%s\"}}".formatted(Staffed.attribute(group), UUID.randomUUID()));
    }

    private static void contact(Staffed of) {
        patch(of, "{\"profile\":{\"email\":\"another@elsewhere.example\"}}");
        of.owner()
                .body("""
                        {"identities":[{"kind":"card","value":"%s"},{"kind":"phone","value":"+8613988887777"}]}""".formatted(of.targets().of("card")))
                .post("/v1/members")
                .then()
                .statusCode(200);
    }

    private static void preference(Staffed of) {
        patch(of, "{\"attributes\":{\"size\":\"XL\",\"other\":true}}");
        String tags = "/v1/members/" + of.targets().of("memberId") + "/tags/";
        of.owner().body("{}").put(tags + of.targets().of("tagKey")).then().statusCode(200);
    }

    /** The same events with other amounts: no call can do that. */
    private static void amount(Staffed of) {
        sql(of, "update event set amount = amount * 3 + 17 where tenant_id = ?");
        sql(of, "update event_item set price = price * 3 + 17 where tenant_id = ?");
        sql(of, "update member_metric set monetary = monetary * 3 + 17 where tenant_id = ?");
    }

    private static void behaviour(Staffed of) {
        of.owner()
                .body("""
                        [{"type":"product.viewed","source":"web","sourceId":"v1","occurredAt":"2026-02-01T00:00:00Z",
                          "member":{"kind":"card","value":"%1$s"}},
                         {"type":"complaint.opened","source":"web","sourceId":"c1","occurredAt":"2026-02-02T00:00:00Z",
                          "member":{"kind":"card","value":"%1$s"}}]""".formatted(of.targets().of("card")))
                .post("/v1/events")
                .then()
                .statusCode(200);
        sql(of, "update member_metric set frequency = frequency + 5, last_order_at = now() where tenant_id = ?");
    }

    private static void patch(Staffed of, String patch) {
        of.owner()
                .body(patch)
                .patch("/v1/members/" + of.targets().of("memberId"))
                .then()
                .statusCode(200);
    }

    private static void sql(Staffed of, String update) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement statement = superuser.prepareStatement(update)) {
            statement.setObject(1, of.merchant().tenant().id());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
