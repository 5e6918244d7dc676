package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members by when they first bought, against what was sent. */
@QuarkusTest
class CohortReportTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "CNY");
    private final String owner = tenant.staff("owner");
    private final Orders orders = new Orders(tenant);

    @Test
    void cohortsAreFollowedFromTheirFirstOrders() {
        LocalDate today = LocalDate.now(ZONE);
        for (int m = 0; m < 40; m++) {
            customer("a" + m, today.minusDays(100 + m % 5), m % 4 == 0 ? 2 : 1, 1_000 + m);
            customer("b" + m, today.minusDays(60 + m % 5), m % 2 == 0 ? 3 : 1, 1_500 + m);
        }
        orders.add("S-1", "a0", today.minusDays(20), LocalTime.NOON, 99_999); // long after
        orders.send();
        JsonPath report = json(cohorts(owner, today, 100, 60));
        assertThat(report.getInt("baseline.members")).isEqualTo(40);
        assertThat(report.getInt("compared.members")).isEqualTo(40);
        assertThat(number(report, "metrics[0].baseline")).isEqualTo(0.25);
        assertThat(number(report, "metrics[0].compared")).isEqualTo(0.5);
        assertThat(number(report, "metrics[0].comparison.lift")).isCloseTo(1, within(1e-9));
        assertThat(number(report, "metrics[1].baseline")).isCloseTo(1.25, within(1e-9));
        assertThat(number(report, "metrics[1].compared")).isCloseTo(2, within(1e-9));
        assertThat(number(report, "metrics[2].baseline"))
                .isCloseTo(
                        IntStream.range(0, 40)
                                .mapToLong(m -> (m % 4 == 0 ? 2L : 1) * (1_000 + m))
                                .average()
                                .orElseThrow(),
                        within(1e-6));
        assertThat(report.getString("metrics[1].verdict.kind")).isEqualTo("better");
        assertThat(report.getString("metrics[1].verdict.en")).startsWith("The cohort compared is better: +60 %");
        assertThat(report.getString("caution.en")).contains("nobody drew them");
    }

    @Test
    void cohortsOfFewAreNotTold() {
        LocalDate today = LocalDate.now(ZONE);
        for (int m = 0; m < 12; m++) {
            customer("a" + m, today.minusDays(100), 2, 1_000);
        }
        for (int m = 0; m < 9; m++) {
            customer("b" + m, today.minusDays(60), 2, 1_000);
        }
        orders.send();
        cohorts(owner, today, 100, 60)
                .then()
                .body("baseline.members", is(12))
                .body("compared", not(hasKey("members")))
                .body("metrics[0]", not(hasKey("baseline")))
                .body("metrics[2].notComputed.code", is("too_few_units"));
        cohorts(tenant.staff("analyst"), today, 100, 60).then().body("baseline.members", is(10));
        as(owner)
                .body(bodyOfCohorts(today, 60, 60))
                .post("/v1/experiments/cohort-reports")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/compared"));
        as(owner)
                .body(bodyOfCohorts(today, 100, 30))
                .post("/v1/experiments/cohort-reports")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/compared/to"))
                .body("errors[0].detail", containsString("longer ago"));
        cohorts(tenant.staff("finance"), today, 100, 60).then().statusCode(403);
    }

    private void customer(String card, LocalDate first, int times, long amount) {
        for (int i = 0; i < times; i++) {
            orders.add("S-1", card, first.plusDays(3L * i), LocalTime.NOON, amount);
        }
    }

    private static Response cohorts(String token, LocalDate today, int baseline, int compared) {
        return as(token).body(bodyOfCohorts(today, baseline, compared)).post("/v1/experiments/cohort-reports");
    }

    private static String bodyOfCohorts(LocalDate today, int baseline, int compared) {
        return "{\"baseline\":{\"from\":\"%s\",\"to\":\"%s\"},\"compared\":{\"from\":\"%s\",\"to\":\"%s\"},\"days\":30}"
                .formatted(
                        today.minusDays(baseline + 4),
                        today.minusDays(baseline),
                        today.minusDays(compared + 4),
                        today.minusDays(compared));
    }

    private static JsonPath json(Response response) {
        return response.then().statusCode(200).extract().jsonPath();
    }

    private static double number(JsonPath json, String path) {
        return json.<Number>get(path).doubleValue();
    }
}
