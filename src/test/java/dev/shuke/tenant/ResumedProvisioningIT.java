package dev.shuke.tenant;

import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Http;
import dev.shuke.tenant.FaultyKeycloak.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak fails at each of the calls that a provisioning makes; the same POST, sent again, finishes it. */
@QuarkusTest
@QuarkusTestResource(value = RealStack.class, restrictToAnnotatedClass = true)
class ResumedProvisioningIT {
    private static final int NEVER = 1_000;

    @ConfigProperty(name = "shuke.test.faults")
    String faults;

    @AfterEach
    void heal() {
        steer("/heal");
    }

    @ParameterizedTest
    @EnumSource
    void eachStepResumes(Fault fault) {
        int steps = stepsOfAWholeProvisioning(fault);
        assertThat(steps).isGreaterThan(20);
        for (int healthy = 0; healthy < steps; healthy++) {
            String slug = "f" + fault.ordinal() + "-" + healthy + "-x";
            Map<String, Object> wanted = tenant(slug, slug + "@faults.example");
            String token = People.platformAdmin();
            steer("/fail/" + healthy + "/" + fault);
            Response refused = as(token).body(wanted).post("/v1/tenants");
            steer("/heal");
            assertThat(refused.statusCode())
                    .as("failing after %d calls", healthy)
                    .isEqualTo(503);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.<String>path("code")).isEqualTo("unavailable");
            assertThat(refused.asString()).doesNotContain("faults.example");

            Response resumed = as(token).body(wanted).post("/v1/tenants");
            assertThat(resumed.statusCode())
                    .as("resumed after %d calls", healthy)
                    .isEqualTo(201);
            assertThat(resumed.<String>path("status")).isEqualTo("active");
            String password = resumed.path("owner.temporaryPassword");
            String staff = new Browser()
                    .login(
                            People.keycloak(),
                            "openid organization",
                            slug + "@faults.example",
                            password,
                            People.PASSWORD);
            as(staff).get("/v1/members").then().statusCode(200);
        }
    }

    @Test
    void aTenantLeftHalfWayTakesNoCallsAndIsShownAsSuch() {
        String token = People.platformAdmin();
        Map<String, Object> wanted = tenant("halfway", "owner@halfway.example");
        steer("/fail/25/LOST_CALL");
        assertThat(as(token).body(wanted).post("/v1/tenants").statusCode()).isEqualTo(503);
        steer("/heal");
        assertThat(as(token)
                        .get("/v1/tenants?limit=200")
                        .<java.util.List<String>>path("items.findAll { it.slug == 'halfway' }.status"))
                .containsExactly("provisioning");
    }

    private int stepsOfAWholeProvisioning(Fault fault) {
        String slug = "whole-" + fault.ordinal();
        String token = People.platformAdmin();
        steer("/fail/" + NEVER + "/" + fault);
        assertThat(as(token)
                        .body(tenant(slug, slug + "@faults.example"))
                        .post("/v1/tenants")
                        .statusCode())
                .isEqualTo(201);
        return steer("/heal");
    }

    private int steer(String command) {
        return Http.send("GET", faults + command, null, null).body().asInt();
    }
}
