package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.HeldNotes;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever runs it sees that segments are behind, and that they are not any more; calls are taken all the time. */
@QuarkusTest
class MembershipHealthTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void whatWaitsIsTold() {
        TestTenant tenant = TestTenant.create("UTC", "CNY");
        try (HeldNotes held = new HeldNotes(tenant)) {
            tenant.sql("insert into member_touch select tenant_id, uuidv7(interval '-1 hour'), '{member}',"
                    + " array[gen_random_uuid()], null from tenant where %T");
            Poll.until("it to be told", SOON, () -> behind() >= 3600);
            assertThat(well()).isEqualTo(503);
            ApiCall.given().get("/q/health/ready").then().statusCode(200);
        }
        // other tests may hold notes of their own, though not as old
        Poll.until("the segments' following", SOON, () -> behind() < 3600);
    }

    private static int well() {
        return ApiCall.given().get("/q/health/well").statusCode();
    }

    private static int behind() {
        return ApiCall.given()
                .get("/q/health/well")
                .path("checks.find { it.name == 'Segments follow' }.data.behindSeconds");
    }
}
