package dev.shuke.tenant;

import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.KeycloakAdmin;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tenants made in the real Keycloak. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class TenantProvisioningIT {

    @Test
    void theOwnerLogsInWithTheTemporaryPasswordChangesItAndWorks() {
        String password = as(People.platformAdmin())
                .body(tenant("first", "Wang@First.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Location", matchesPattern(".*/v1/tenants/[0-9a-f-]{36}"))
                .body("slug", equalTo("first"))
                .body("name", equalTo("Acme Tea 茶"))
                .body("status", equalTo("active"))
                .body("timezone", equalTo("Asia/Shanghai"))
                .body("currency", equalTo("CNY"))
                .body("owner.email", equalTo("w***@first.example"))
                .body("createdAt", endsWith("Z"))
                .extract()
                .path("owner.temporaryPassword");
        Browser browser = new Browser();
        String token = browser.login(People.keycloak(), "openid organization", "wang@first.example", password);
        assertThat(browser.filled).last().isEqualTo("password-confirm+password-new");
        as(token).get("/v1/members").then().statusCode(200);
        as(People.signIn("wang@first.example", "organization")
                        .body()
                        .get("access_token")
                        .asText())
                .get("/v1/members")
                .then()
                .statusCode(200);
    }

    @Test
    void theSamePostAgainFindsTheTenantAndSaysNoPassword() {
        String token = People.platformAdmin();
        String id = as(token)
                .body(tenant("again", "owner@again.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .body("owner.temporaryPassword", notNullValue())
                .extract()
                .path("id");
        as(token)
                .body(tenant("again", "Owner@again.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("owner.temporaryPassword", nullValue());
        as(token)
                .body(tenant("again", "other@again.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"));
    }

    /** Whoever meets another's work half-way in Keycloak is told to send the same again. */
    @Test
    void amongCallsAtTheSameTimeOneSaysThePassword() {
        String token = People.platformAdmin();
        Supplier<Response> call =
                () -> as(token).body(tenant("at-once", "owner@at-once.example")).post("/v1/tenants");
        List<CompletableFuture<Response>> calls =
                IntStream.range(0, 4).mapToObj(i -> ApiTest.atOnce(call)).toList();
        List<Response> answers = calls.stream().map(CompletableFuture::join).toList().stream()
                .map(answer -> answer.statusCode() == 503 ? call.get() : answer)
                .toList();
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 200, 200, 200);
        List<String> passwords = answers.stream()
                .map(answer -> answer.<String>path("owner.temporaryPassword"))
                .filter(Objects::nonNull)
                .toList();
        assertThat(passwords).hasSize(1);
        String staff = new Browser()
                .login(People.keycloak(), "openid organization", "owner@at-once.example", passwords.getFirst());
        as(staff).get("/v1/members").then().statusCode(200);
    }

    /** Its people would become the tenant's staff. */
    @Test
    void anOrganizationOfSomebodyElseIsNotTaken() {
        KeycloakAdmin.of(People.keycloak()).ensureOrganization("squatted");
        as(People.platformAdmin())
                .body(tenant("squatted", "owner@squatted.example"))
                .post("/v1/tenants")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"));
    }
}
