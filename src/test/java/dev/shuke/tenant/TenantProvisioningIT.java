package dev.shuke.tenant;

import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Tenants made in the real Keycloak. */
@QuarkusTest
@QuarkusTestResource(value = RealStack.class, restrictToAnnotatedClass = true)
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
        String token = browser.login(
                People.keycloak(), "openid organization", "wang@first.example", password, People.PASSWORD);
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
}
