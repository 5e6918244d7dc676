package dev.shuke.tenant;

import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static dev.shuke.testing.ApiCall.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what with tokens that the real Keycloak gives. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class RealTokensIT {
    private static final String SHARED_OWNER = "both@chains.example";

    private String platform;

    @BeforeEach
    void twoTenantsWithOneOwnerAndAThird() {
        platform = People.platformAdmin();
        open("north", SHARED_OWNER);
        open("south", SHARED_OWNER);
        open("third", "owner@third.example");
    }

    @Test
    void aPersonWithAnAccountIsReusedAndKeepsThePassword() {
        People.staff(SHARED_OWNER, "organization:north");
        as(platform)
                .body(tenant("east-" + System.nanoTime() % 100_000, SHARED_OWNER))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .body("owner.temporaryPassword", nullValue());
        assertThat(People.signIn(SHARED_OWNER, "organization:north").status()).isEqualTo(200);
    }

    @Test
    void aPersonInSeveralTenantsNamesOne() {
        String token = People.staff(SHARED_OWNER, "organization:*");
        problem(as(token).get("/v1/members").then(), 403, "tenant_required");
        as(token).header("X-Tenant", "north").get("/v1/members").then().statusCode(200);
        as(token).header("X-Tenant", "south").get("/v1/members").then().statusCode(200);
        problem(as(token).header("X-Tenant", "third").get("/v1/members").then(), 403, "forbidden");
        problem(as(token).header("X-Tenant", "nowhere").get("/v1/members").then(), 403, "forbidden");
    }

    @Test
    void aPersonInSeveralTenantsPicksOneAtTheLogin() {
        People.staff(SHARED_OWNER, "organization:north"); // who has a password by then
        var browser = new Browser().picking("south");
        String token = browser.login(People.keycloak(), "openid organization", SHARED_OWNER, People.PASSWORD);
        assertThat(browser.filled).contains("kc.org");
        as(token).get("/v1/members").then().statusCode(200);
        problem(as(token).header("X-Tenant", "north").get("/v1/members").then(), 403, "forbidden");
    }

    @Test
    void aTokenForOneTenantServesNoOther() {
        String token = People.staff(SHARED_OWNER, "organization:north");
        as(token).get("/v1/members").then().statusCode(200);
        problem(as(token).header("X-Tenant", "south").get("/v1/members").then(), 403, "forbidden");
    }

    @Test
    void aTokenWithoutTheScopeOrganizationHasNoTenant() {
        problem(as(People.staff(SHARED_OWNER, "openid")).get("/v1/members").then(), 403, "tenant_required");
    }

    @Test
    void staffCannotCallThePlatform() {
        String token = People.staff("owner@third.example", "organization");
        problem(as(token).get("/v1/tenants").then(), 403, "forbidden");
        problem(
                as(token)
                        .body(tenant("taken-over", "x@third.example"))
                        .post("/v1/tenants")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void thePlatformSeesNoTenant() {
        as(platform).get("/v1/tenants").then().statusCode(200);
        problem(as(platform).get("/v1/members").then(), 403, "forbidden");
        problem(as(platform).header("X-Tenant", "third").get("/v1/members").then(), 403, "tenant_required");
    }

    @Test
    void staffGetNoPermissionFromScopes() {
        People.staff("owner@third.example", "organization");
        assertThat(People.signIn("owner@third.example", "organization members:read")
                        .status())
                .isEqualTo(400);
        assertThat(People.signIn("owner@third.example", "organization app").status())
                .isEqualTo(400);
    }

    @Test
    void anAppDoesWhatItsScopesSayInItsTenant() {
        String reader = People.app("third", List.of("members:read", "events:write"), "members:read");
        as(reader).get("/v1/members").then().statusCode(200);
        String writer = People.app("third", List.of("members:read", "events:write"), "events:write");
        problem(as(writer).get("/v1/members").then(), 403, "forbidden");
        problem(as(reader).header("X-Tenant", "north").get("/v1/members").then(), 403, "forbidden");
        problem(as(reader).get("/v1/tenants").then(), 403, "forbidden");
    }

    @Test
    void noOtherTokenIsTaken() {
        String good = People.staff("owner@third.example", "organization");
        as(good).get("/v1/members").then().statusCode(200);
        String[] parts = good.split("\\.");
        unauthenticated(given().get("/v1/members").then());
        unauthenticated(as("garbage").get("/v1/members").then());
        unauthenticated(as("a.b.c").get("/v1/members").then());
        unauthenticated(
                as(parts[0] + "." + parts[1] + ".AAAA").get("/v1/members").then());
        unauthenticated(as(encode("{\"alg\":\"none\"}") + "." + parts[1] + ".")
                .get("/v1/members")
                .then());
        unauthenticated(as(parts[0] + "." + with(parts[1], "third", "north") + "." + parts[2])
                .get("/v1/members")
                .then());
        unauthenticated(as(People.forAnotherAudience()).get("/v1/members").then());
        unauthenticated(as(People.ofAnotherRealm()).get("/v1/members").then());
        unauthenticated(given().header("Authorization", basic("owner@third.example", People.PASSWORD))
                .get("/v1/members")
                .then());
    }

    /** One that a slow machine brings too late was never taken: then another, that lives longer. */
    @Test
    void anExpiredTokenIsNotTaken() {
        int seconds = 2;
        String brief = People.shortLivedApp("third", seconds);
        while (as(brief).get("/v1/members").statusCode() != 200) {
            seconds *= 2;
            assertThat(seconds).isLessThan(60);
            brief = People.shortLivedApp("third", seconds);
        }
        String token = brief;
        Poll.until(
                "the expiry",
                Duration.ofMinutes(1),
                () -> as(token).get("/v1/members").statusCode() != 200);
        unauthenticated(as(token).get("/v1/members").then());
    }

    private static String basic(String name, String password) {
        return "Basic " + encode(name + ":" + password);
    }

    private void open(String slug, String owner) {
        int status = as(platform).body(tenant(slug, owner)).post("/v1/tenants").statusCode();
        assertThat(status).isIn(200, 201);
    }

    private static void unauthenticated(Response answer) {
        problem(answer, 401, "unauthenticated").header("WWW-Authenticate", startsWith("Bearer"));
    }

    private static Response problem(Response answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
    }

    private static String with(String part, String from, String to) {
        String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        return encode(json.replace(from, to));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
