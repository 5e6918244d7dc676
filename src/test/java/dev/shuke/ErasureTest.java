package dev.shuke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is erased stays so, also when an older copy of the database comes back. */
@QuarkusTest
class ErasureTest extends ApiTest {
    @Inject
    ErasureReplay replay;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private String member(String card, String name) {
        String id = as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"%s"}],
                         "profile":{"name":"%s","email":"canary@example.com","birthday":"1990-05-01","gender":"female",
                         "city":"Canarytown"}}""".formatted(card, name))
                .post("/v1/members")
                .then()
                .extract()
                .path("id");
        as(owner).body("""
                        [{"type":"survey.answered","source":"web","sourceId":"%1$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"%1$s"},"props":{"note":"canarynote"}}]""".formatted(card)).post("/v1/events").then().body("accepted", equalTo(1));
        return id;
    }

    private void erase(String id, int status) {
        as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(status);
    }

    private void gone(String id, String card) {
        as(owner).get("/v1/members/" + id).then().statusCode(404);
        as(owner).get("/v1/members/" + id + "/timeline").then().statusCode(404);
        as(owner)
                .contentType("application/merge-patch+json")
                .body("{\"profile\":{\"city\":\"X\"}}")
                .patch("/v1/members/" + id)
                .then()
                .statusCode(404);
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
        as(owner).get("/v1/members?limit=200").then().body("items.findAll { it.id == '" + id + "' }", hasSize(0));
    }

    @Test
    void nothingOfThePersonIsLeftInClearAndNothingOpens() {
        String id = member("ER-1", "金丝雀");
        String other = member("ER-2", "别人");
        erase(id, 204);
        gone(id, "ER-1");
        erase(id, 404);
        assertThat(tenant.sql("select m::text || length(data_key) from member m where %T and id = '" + id + "'")
                        .getFirst())
                .doesNotContain("1990", "female", "Canarytown")
                .endsWith("0");
        Poll.until(
                "what follows from what is written",
                Duration.ofMinutes(1),
                () -> tenant.sql("select 1 from member_touch where %T union all select 1 from metric_due where %T")
                        .isEmpty());
        for (String table : OlderCopy.tables(tenant)) {
            assertThat(tenant.sql("select t::text from " + table + " t where %T and t::text like '%" + id + "%'"))
                    .as(table)
                    .noneMatch(row -> row.contains("canary"))
                    .hasSizeLessThanOrEqualTo(
                            List.of("member", "event", "audit_entry").contains(table) ? 1 : 0);
        }
        as(owner).get("/v1/members/" + other).then().statusCode(200).body("profile.city", equalTo("Canarytown"));
        as(tenant.staff("privacy"))
                .get("/v1/audit-log?about=" + id + "&action=member.erased")
                .then()
                .body("items.actor.roles", contains(List.of("privacy")));
    }

    @Test
    void anOlderCopyOfTheDatabaseBringsNobodyBack() {
        String id = member("ER-3", "金丝雀");
        try (OlderCopy older = new OlderCopy(tenant)) {
            erase(id, 204);
            older.restore();
            as(owner).get("/v1/members/" + id).then().statusCode(200).body("profile.city", equalTo("Canarytown"));
            replay.replay().await().atMost(Duration.ofMinutes(1));
            gone(id, "ER-3");
            assertThat(tenant.sql("select length(data_key) from member where %T"))
                    .containsExactly("0");
            replay.replay().await().atMost(Duration.ofMinutes(1));
            gone(id, "ER-3");
        }
    }

    @Test
    void nobodyElsesMemberIsErased() {
        String id = member("ER-4", "金丝雀");
        as(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"))
                .delete("/v1/members/" + id)
                .then()
                .statusCode(404);
        erase(UUID.randomUUID().toString(), 404);
        as(owner).get("/v1/members/" + id).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "manager", "associate", "finance", "analyst"})
    void othersMayNot(String role) {
        as(tenant.staff(role)).delete("/v1/members/" + UUID.randomUUID()).then().statusCode(403);
    }
}
