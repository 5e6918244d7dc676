package dev.shuke.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

/** Sessions begin by an app's word, and end with whatever they stand on. */
@QuarkusTest
class MemberSessionTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String app = tenant.app("sessions:create");

    private Response begin(String caller, String body) {
        return as(caller).body(body).post("/v1/member-sessions").then();
    }

    private static String body(String kind, String value) {
        return "{\"identity\":{\"kind\":\"%s\",\"value\":\"%s\"}}".formatted(kind, value);
    }

    private static Response me(String token) {
        return as(token).get("/v1/me").then();
    }

    private static JwtClaims claims(String token) throws Exception {
        return new JwtConsumerBuilder()
                .setSkipSignatureVerification()
                .setSkipAllValidators()
                .build()
                .processToClaims(token);
    }

    private void sql(String statement) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement update = superuser.prepareStatement(statement)) {
            update.setObject(1, tenant.id());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isOfTheOneWhoHasTheIdentity() throws Exception {
        String id = as(tenant.staff("owner"))
                .body("{\"identities\":[{\"kind\":\"phone\",\"value\":\"+8613812345678\"}]}")
                .post("/v1/members")
                .path("id");
        Instant before = Instant.now();
        Response begun = begin(app, body("phone", "+86 138 1234 5678"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("memberId", is(id));
        String token = begun.extract().path("token");
        me(token).statusCode(200).body("id", is(id));
        as(tenant.staff("privacy"))
                .get("/v1/audit-log?action=session.created")
                .then()
                .statusCode(200)
                .body("items.about.id", contains(id));
        JwtClaims claims = claims(token);
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.hasClaim("scope")).isFalse();
        assertThat(claims.toJson()).doesNotContain("138");
        Instant end = Instant.parse(begun.extract().path("expiresAt"));
        assertThat(end).isBetween(before.plusSeconds(30 * 60 - 1), Instant.now().plusSeconds(30 * 60));
        assertThat(claims.getExpirationTime().getValue()).isEqualTo(end.getEpochSecond());
    }

    @Test
    void makesTheMemberUnlessToldOtherwise() {
        String unknown = "{\"identity\":{\"kind\":\"wechat_openid\",\"value\":\"oABC\"},\"createMember\":false}";
        begin(app, unknown).statusCode(422).body("code", is("unknown_member"));
        String id = begin(app, body("wechat_openid", "oABC"))
                .statusCode(201)
                .extract()
                .path("memberId");
        begin(app, unknown).statusCode(201).body("memberId", is(id));
    }

    @Test
    void everySessionIsAnother() throws Exception {
        String first = session(tenant, "card", "S-1");
        String second = session(tenant, "card", "S-1");
        assertThat(claims(first).getJwtId()).isNotEqualTo(claims(second).getJwtId());
        assertThat(claims(first).getSubject()).isEqualTo(claims(second).getSubject());
    }

    /** It would show them in clear whom they see masked. */
    @Test
    void isNothingThatStaffBegins() {
        for (String role : new String[] {"owner", "admin", "marketing", "privacy", "manager", "associate", "finance"}) {
            begin(tenant.staff(role), body("card", "S-1")).statusCode(403).body("code", is("forbidden"));
        }
        begin(tenant.app("members:read", "members:write", "members:lookup"), body("card", "S-1"))
                .statusCode(403);
        begin(Tokens.platformAdmin(), body("card", "S-1")).statusCode(403);
        begin(session(tenant, "card", "S-1"), body("card", "S-2")).statusCode(401);
    }

    @Test
    void ofADeviceShowsNothing() {
        as(tenant.staff("owner")).body("""
                        {"identities":[{"kind":"phone","value":"+8613812345678"},{"kind":"device","value":"D-1"}],
                         "profile":{"name":"张三丰"}}""").post("/v1/members").then().statusCode(201);
        String device = session(tenant, "device", "D-1");
        me(device).statusCode(403).body("code", is("forbidden")).body(not(containsString("张")));
        as(device).body("{\"profile\":{\"name\":\"A\"}}").patch("/v1/me").then().statusCode(403);
        as(device)
                .body("[{\"type\":\"product.viewed\",\"sourceId\":\"1\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}]")
                .post("/v1/me/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }

    @Test
    void endsWithTheErasureOfItsMember() {
        endsWhen(member ->
                as(tenant.staff("owner")).delete("/v1/members/" + member).then().statusCode(204));
    }

    /** A merged member keeps a row, for others to refer to, and has no metrics any more. */
    @Test
    void endsWhenItsMemberIsNobodyByItself() {
        endsWhen(member -> sql("delete from member_metric where tenant_id = ? and member_id = '%s'".formatted(member)));
    }

    private void endsWhen(Consumer<String> gone) {
        String token = session(tenant, "card", "S-1");
        String other = session(tenant, "card", "S-2");
        gone.accept(me(token).statusCode(200).extract().path("id"));
        me(token).statusCode(401).body("code", is("token_revoked"));
        as(token).body("{\"profile\":{\"city\":\"A\"}}").patch("/v1/me").then().statusCode(401);
        as(token)
                .body("[{\"type\":\"product.viewed\",\"sourceId\":\"1\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}]")
                .post("/v1/me/events")
                .then()
                .statusCode(401);
        me(other).statusCode(200);
    }

    @Test
    void restsWhileItsTenantIsSuspended() {
        String token = session(tenant, "card", "S-1");
        me(token).statusCode(200);
        as(Tokens.platformAdmin())
                .post("/v1/tenants/" + tenant.id() + "/suspend")
                .then()
                .statusCode(200);
        me(token).statusCode(403).body("code", is("tenant_inactive"));
        as(Tokens.platformAdmin())
                .post("/v1/tenants/" + tenant.id() + "/resume")
                .then()
                .statusCode(200);
        me(token).statusCode(200);
    }

    @Test
    void endsWithTheTokensOfItsApp() {
        String token = session(tenant, "card", "S-1");
        me(token).statusCode(200);
        as(tenant.staff("owner"))
                .post("/test/revoking/app-" + tenant.slug())
                .then()
                .statusCode(204);
        me(token).statusCode(401).body("code", equalTo("token_revoked"));
    }

    @Test
    void namingAnotherTenantChangesNothing() {
        TestTenant other = TestTenant.create("Asia/Shanghai", "CNY");
        String token = session(tenant, "card", "S-1");
        String id = me(token).extract().path("id");
        as(token)
                .header("X-Tenant", other.slug())
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("id", is(id));
    }
}
