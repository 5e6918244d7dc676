package dev.shuke.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happened to whom, and what was done about it. */
@QuarkusTest
class IncidentTest extends ApiTest {
    private static final String INCIDENTS = "/v1/incidents";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final String officer = tenant.staff("privacy");

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card
                        + "\"}],\"profile\":{\"name\":\"林黛玉\",\"city\":\"Suzhou\"}}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .path("id");
    }

    private String incident() {
        return as(officer)
                .body("""
                        {"kind":"leak","groups":["contact","identity"],"discoveredAt":"2026-03-04T05:06:07Z",
                         "description":"A till was stolen on 2026-03-03 with its disk"}""")
                .post(INCIDENTS)
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("affected", equalTo(0))
                .body("recordedBy", equalTo("staff-{" + tenant.slug() + "=privacy}"))
                .path("id");
    }

    private Response step(String id, String step) {
        return as(officer).body("{\"step\":\"" + step + "\",\"note\":\"done\"}").post(INCIDENTS + "/" + id + "/steps");
    }

    private Response affected(String id, String whom) {
        return as(officer).body(whom).post(INCIDENTS + "/" + id + "/members");
    }

    @Test
    void stepsAreAddedUntilItIsClosed() {
        String id = incident();
        step(id, "closed").then().statusCode(409);
        step(id, "contained").then().statusCode(200).body("state", equalTo("contained"));
        step(id, "authority_notified").then().body("state", equalTo("notified"));
        step(id, "contained").then().body("state", equalTo("notified"));
        step(id, "members_notified").then().statusCode(200);
        step(id, "closed").then().statusCode(200).body("state", equalTo("closed"));
        step(id, "contained").then().statusCode(409);
        affected(id, "{\"memberIds\":[\"" + UUID.randomUUID() + "\"]}").then().statusCode(409);
        as(officer)
                .get(INCIDENTS + "/" + id)
                .then()
                .body(
                        "steps.step",
                        contains("contained", "authority_notified", "contained", "members_notified", "closed"));
        String second = incident();
        as(officer)
                .get(INCIDENTS + "?limit=1")
                .then()
                .body("items.id", contains(second))
                .body("items[0].steps", nullValue());
        assertThat(tenant.sql("select action from audit_entry where %T and about_id = '" + id + "' order by id"))
                .startsWith("incident.recorded", "incident.contained")
                .endsWith("incident.closed");
    }

    @Test
    void membersAreNamedOnceByIdSegmentAndAuditLog() {
        String one = member("INC-1");
        String two = member("INC-2");
        String three = member("INC-3");
        String id = incident();
        affected(id, "{\"memberIds\":[\"" + one + "\",\"" + one + "\",\"" + UUID.randomUUID() + "\"]}")
                .then()
                .statusCode(200)
                .body("added", equalTo(1));
        String segment =
                as(owner).body("""
                        {"key":"suzhou","name":"Suzhou","purpose":"service","kind":"frozen",
                         "rule":{"type":"attribute","attribute":"city","op":"eq","value":"Suzhou"}}""").post("/v1/segments").then().statusCode(201).path("id");
        as(owner).delete("/v1/members/" + three).then().statusCode(204);
        affected(id, "{\"segmentId\":\"" + segment + "\"}")
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("affected", equalTo(2));
        as(officer)
                .get(INCIDENTS + "/" + id + "/members")
                .then()
                .body("items.memberId", containsInAnyOrder(one, two))
                .body("items.by", containsInAnyOrder("id", "segment"));
        String other = incident();
        as(owner)
                .body("{\"fields\":[\"card\"],\"purpose\":\"service\",\"reason\":\"call back\"}")
                .post("/v1/members/" + two + "/reveal")
                .then()
                .statusCode(200);
        String window =
                "{\"accessed\":{\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2999-01-01T00:00:00Z\",\"by\":\"%s\"}}";
        affected(other, window.formatted("somebody-else")).then().body("added", equalTo(0));
        affected(other, window.formatted("staff-{" + tenant.slug() + "=owner}"))
                .then()
                .statusCode(200);
        as(officer)
                .get(INCIDENTS + "/" + other + "/members")
                .then()
                .body("items.findAll { it.memberId == '" + two + "' }", hasSize(1))
                .body("items.findAll { it.memberId == '" + three + "' }", hasSize(0));
    }

    @Test
    void nothingOfAnotherTenantCanBeNamed() {
        TestTenant stranger = TestTenant.create("Asia/Shanghai", "CNY");
        String id = incident();
        String foreign = stranger.staff("owner");
        as(foreign).get(INCIDENTS + "/" + id).then().statusCode(404);
        as(foreign).get(INCIDENTS + "/" + id + "/members").then().statusCode(404);
        String theirs = as(foreign)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"T-1\"}]}")
                .post("/v1/members")
                .path("id");
        affected(id, "{\"memberIds\":[\"" + theirs + "\"]}").then().body("added", equalTo(0));
        affected(id, "{\"segmentId\":\"" + UUID.randomUUID() + "\"}").then().statusCode(404);
    }

    /** Neither by the API, which has no such call, nor by the role that it works as. */
    @Test
    void theRoleOfTheApiCanDeleteAndRewriteNothing() {
        assertThat(tenant.sql("""
                        select c.relname || ' ' || p.privilege from pg_class c
                        cross join (values ('DELETE'), ('UPDATE'), ('TRUNCATE')) p(privilege)
                        where c.relname in ('incident', 'incident_step', 'incident_member', 'impact_assessment')
                          and c.relkind = 'r' and has_table_privilege('shuke_app', c.oid, p.privilege)""")).isEmpty();
        assertThat(tenant.sql("""
                        select a.attname from pg_attribute a where a.attrelid = 'incident'::regclass and a.attnum > 0
                          and has_column_privilege('shuke_app', a.attrelid, a.attnum, 'UPDATE')""")).containsExactlyInAnyOrder("state", "affected");
    }
}
