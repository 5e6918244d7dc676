package dev.shuke.tenant;

import static dev.shuke.tenant.FaultControl.steer;
import static dev.shuke.tenant.People.as;
import static dev.shuke.tenant.People.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.tenant.FaultyKeycloak.Fault;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak fails at each of the calls that a provisioning makes; the same POST, sent again, finishes it. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
class ResumedProvisioningIT {
    private static final int NEVER = 1_000;
    private static final int STEPS_OF_THE_OWNER = 6;

    @AfterEach
    void heal() {
        steer("/heal");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void eachStepResumes(Fault fault) {
        String token = People.platformAdmin();
        int steps = stepsOfAWholeProvisioning(fault, token);
        IntStream.range(0, steps).forEach(healthy -> resumes(fault, healthy, steps, token));
    }

    /** A few of them, others with each seed, and one after which the owner has an account. */
    @ParameterizedTest
    @EnumSource
    void aStepResumes(Fault fault) {
        String token = People.platformAdmin();
        int steps = stepsOfAWholeProvisioning(fault, token);
        IntStream.concat(
                        new SplittableRandom(Seed.take() + fault.ordinal())
                                .ints(0, steps - STEPS_OF_THE_OWNER)
                                .distinct()
                                .limit(3),
                        IntStream.of(steps - 1))
                .forEach(healthy -> resumes(fault, healthy, steps, token));
    }

    private static void resumes(Fault fault, int healthy, int steps, String token) {
        String slug = "f" + fault.ordinal() + "-" + healthy + "-" + Long.toString(System.nanoTime(), 36);
        Map<String, Object> wanted = tenant(slug, slug + "@faults.example");
        steer("/fail/" + healthy + "/" + fault);
        refused(as(token).body(wanted).post("/v1/tenants"), healthy);
        steer("/heal");
        String password = opened(as(token).body(wanted).post("/v1/tenants"), healthy);
        if (healthy >= steps - STEPS_OF_THE_OWNER) { // before them, no account was made by the call that failed
            String staff =
                    new Browser().login(People.keycloak(), "openid organization", slug + "@faults.example", password);
            as(staff).get("/v1/members").then().statusCode(200);
        }
    }

    private static void refused(Response answer, int healthy) {
        assertThat(answer.statusCode()).as("failing after %d calls", healthy).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("code")).isEqualTo("unavailable");
        assertThat(answer.asString()).doesNotContain("faults.example");
    }

    private static String opened(Response answer, int healthy) {
        assertThat(answer.statusCode()).as("resumed after %d calls", healthy).isEqualTo(201);
        assertThat(answer.<String>path("status")).isEqualTo("active");
        return answer.path("owner.temporaryPassword");
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
                        .<List<String>>path("items.findAll { it.slug == 'halfway' }.status"))
                .containsExactly("provisioning");
    }

    private int stepsOfAWholeProvisioning(Fault fault, String token) {
        String slug = "whole-" + Long.toString(System.nanoTime(), 36);
        steer("/fail/" + NEVER + "/" + fault);
        assertThat(as(token)
                        .body(tenant(slug, slug + "@faults.example"))
                        .post("/v1/tenants")
                        .statusCode())
                .isEqualTo(201);
        int steps = steer("/heal");
        assertThat(steps).isGreaterThan(20);
        return steps;
    }
}
