package dev.shuke.tenant;

import static dev.shuke.tenant.People.as;
import static dev.shuke.testing.ApiCall.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.localstack.Poll;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The application starts while Keycloak is away. */
@QuarkusTest
@TestProfile(RealStack.DownAtStart.class)
class KeycloakDownAtStartIT {
    @Test
    void callsWithTokensAreUnavailableUntilKeycloakIsBackAndThenNoMore() {
        String token = People.platformAdmin();
        as(token)
                .get("/v1/tenants")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("unavailable"));
        given().get("/v1/tenants").then().statusCode(401).body("code", equalTo("unauthenticated"));
        FaultControl.steer("/up");
        Poll.until(
                "the recovery",
                Duration.ofMinutes(1),
                () -> as(token).get("/v1/tenants").statusCode() == 200);
        FaultControl.steer("/down");
        as(token).get("/v1/tenants").then().statusCode(200);
        FaultControl.steer("/up");
    }
}
