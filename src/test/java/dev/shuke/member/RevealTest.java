package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clear text, on a stated ground. */
@QuarkusTest
class RevealTest extends ApiTest {
    private TestTenant tenant;
    private String id;

    @BeforeEach
    void aMember() {
        tenant = TestTenant.create(TestTenant.zoneAtNoon().getId(), "CNY");
        id = as(tenant.staff("owner")).body("""
                        {"identities":[{"kind":"phone","value":"+8613812345678"},{"kind":"card","value":"C-1001"}],
                         "profile":{"name":"张三丰","birthday":"1990-05-01","email":"sf@example.com"}}""").post("/v1/members").path("id");
        as(tenant.staff("owner")).body("""
                        {"identities":[{"kind":"card","value":"C-1001"},{"kind":"phone","value":"+8613912345678"}]}""").post("/v1/members").then().statusCode(200);
    }

    @Test
    void whatIsAskedForIsAnsweredClearAndNothingElse() {
        reveal("owner", "\"email\",\"card\"")
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("$", aMapWithSize(2))
                .body("email", is("sf@example.com"))
                .body("card", is("C-1001"));
        reveal("admin", "\"phone\"")
                .statusCode(200)
                .body("phone", is("+8613812345678"))
                .body("more.value", contains("+8613912345678"));
        reveal("privacy", "\"name\",\"birthday\",\"device\"")
                .statusCode(200)
                .body("$", aMapWithSize(2))
                .body("name", is("张三丰"))
                .body("birthday", is("1990-05-01"));
    }

    /** What is sealed for a merged member is opened with that one's key, by the id of either. */
    @Test
    void ofMergedMembersThoseOfAllAreAnswered() {
        String merged = as(tenant.staff("owner"))
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"C-1002\"}]}")
                .post("/v1/members")
                .path("id");
        as(tenant.staff("owner"))
                .body("{\"from\":\"" + merged + "\"}")
                .post("/v1/members/" + id + "/merge")
                .then()
                .statusCode(201);
        for (String either : new String[] {id, merged}) {
            id = either;
            reveal("owner", "\"card\"")
                    .statusCode(200)
                    .body("card", is("C-1001"))
                    .body("more.value", contains("C-1002"));
        }
    }

    @Test
    void whatARoleMayNotRevealIsRefused() {
        reveal("owner", "\"phone\",\"name\"")
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/fields/1"));
        for (String role : new String[] {"marketing", "manager", "associate", "finance", "analyst"}) {
            reveal(role, "\"phone\"").statusCode(403).body("code", is("forbidden"));
        }
        as(tenant.app("members:read", "members:lookup", "members:reveal"))
                .body("{\"fields\":[\"phone\"],\"purpose\":\"service\",\"reason\":\"x\"}")
                .post("/v1/members/" + id + "/reveal")
                .then()
                .statusCode(403);
    }

    @Test
    void aPersonHasADailyQuota() throws SQLException {
        reveal("owner", "\"phone\"").statusCode(200);
        used(100);
        reveal("owner", "\"phone\"").statusCode(429).body("code", is("rate_limited"));
        reveal("admin", "\"phone\"").statusCode(200);
        used(99);
        reveal("owner", "\"phone\"").statusCode(200);
    }

    @Test
    void eachStandsInTheAuditLogWithoutTheValue() {
        reveal("owner", "\"phone\",\"card\"").statusCode(200);
        as(tenant.staff("owner"))
                .get("/v1/audit-log")
                .then()
                .body("items[0].action", is("member.revealed"))
                .body("items[0].fields", contains("phone", "card"))
                .body("items[0].reason", is("call back"))
                .body("items[0].purpose", is("service"));
    }

    @Test
    void whoseDataIsRestrictedIsNotShown() throws SQLException {
        sql("update member_metric set restricted = true where tenant_id = ?");
        reveal("owner", "\"phone\"").statusCode(404);
    }

    @Test
    void clearTextIsNotPrinted() {
        assertThat(new dev.shuke.platform.privacy.Revealed("+8613812345678").toString())
                .doesNotContain("138");
    }

    private void used(int reveals) throws SQLException {
        sql("update reveal_count set reveals = " + reveals + " where subject like '%owner%' and tenant_id = ?");
    }

    private void sql(String update) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement statement = superuser.prepareStatement(update)) {
            statement.setObject(1, tenant.id());
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private Response reveal(String role, String fields) {
        return as(tenant.staff(role))
                .body("{\"fields\":[" + fields + "],\"purpose\":\"service\",\"reason\":\"call back\"}")
                .post("/v1/members/" + id + "/reveal")
                .then();
    }
}
