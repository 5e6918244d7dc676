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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members by when they first bought, against what was sent. */
@QuarkusTest
class CohortReportTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "CNY");
    private final String owner = tenant.staff("owner");
    private final Orders orders = new Orders(tenant);
    private final LocalDate today = LocalDate.now(ZONE);

    @Test
    void cohortsAreFollowedFromTheirFirstOrders() {
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

    /** Forty enter the segment a hundred days ago and forty sixty days ago, of whom a quarter and a half buy afterwards. */
    @Test
    void whoEntersASegmentIsFollowedFromThere() {
        for (int m = 0; m < 40; m++) {
            entrant("A", m, today.minusDays(100), m % 4 == 0);
            entrant("B", m, today.minusDays(60), m % 2 == 0);
        }
        entrant("AGAIN", 0, today.minusDays(60), true);
        orders.send();
        String segment = segment(today.minusDays(120));
        enter(segment, "A", today.minusDays(100));
        enter(segment, "B", today.minusDays(60));
        enter(segment, "AGAIN", today.minusDays(119));
        enter(segment, "AGAIN", today.minusDays(60));
        JsonPath report = json(entered(owner, segment, segment, 60));
        assertThat(report.getInt("baseline.members")).isEqualTo(40);
        assertThat(report.getInt("compared.members")).isEqualTo(40);
        assertThat(number(report, "metrics[0].baseline")).isEqualTo(0.25);
        assertThat(number(report, "metrics[0].compared")).isEqualTo(0.5);
        assertThat(number(report, "metrics[1].compared")).isCloseTo(0.5, within(1e-9));
        assertThat(number(report, "metrics[2].baseline")).isCloseTo(250, within(1e-9));
        assertThat(number(report, "metrics[3].compared")).isCloseTo(1_000, within(1e-9));
        assertThat(number(report, "metrics[0].comparison.lift")).isCloseTo(1, within(1e-9));
        assertThat(report.getString("caution.en")).startsWith("Nobody drew the cohorts");
    }

    /** Of a single buyer the others' mean would tell what he paid. Who is in both is in neither. */
    @Test
    void buyersOfASegmentAreNotToldIfFew() {
        for (int m = 0; m < 40; m++) {
            entrant("A", m, today.minusDays(100), m < 20);
            entrant("B", m, today.minusDays(100), m < 9);
            entrant("BOTH", m, today.minusDays(100), true);
        }
        orders.send();
        String one = segment(today.minusDays(120));
        String other = segment(today.minusDays(120));
        enter(one, "A", today.minusDays(100));
        enter(other, "B", today.minusDays(100));
        enter(one, "BOTH", today.minusDays(100));
        enter(other, "BOTH", today.minusDays(101));
        entered(owner, one, other, 100)
                .then()
                .statusCode(200)
                .body("baseline.members", is(40))
                .body("compared.members", is(40))
                .body("metrics[0]", not(hasKey("compared")))
                .body("metrics[2]", not(hasKey("compared")))
                .body("metrics[3].notComputed.code", is("too_few_units"));
    }

    @Test
    void aSegmentIsAskedAboutByWhoMayReadIt() {
        String segment = segment(today.minusDays(120));
        entered(tenant.app("experiments:read"), segment, segment, 60)
                .then()
                .statusCode(403)
                .body("code", is("forbidden"));
        entered(TestTenant.create(ZONE.getId(), "CNY").staff("owner"), segment, segment, 60)
                .then()
                .statusCode(404);
        entered(owner, segment, segment, 100).then().statusCode(422).body("errors[0].pointer", is("/compared"));
        entered(owner, segment, segment(today.minusDays(98)), 97)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/compared/from"));
        as(owner)
                .body(bodyOfCohorts(today, 100, 60).replaceFirst("\\}", ",\"segment\":\"" + segment + "\"}"))
                .post("/v1/experiments/cohort-reports")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/compared/segment"));
    }

    /** Known by an order long before; buys again ten days after it entered, or never. */
    private void entrant(String store, int m, LocalDate entry, boolean buys) {
        orders.add(store, store + m, entry.minusDays(60), LocalTime.NOON, 700);
        if (buys) {
            orders.add("elsewhere", store + m, entry.plusDays(10), LocalTime.NOON, 1_000);
        }
    }

    /** Nobody's as yet; its members were first looked for on that day. */
    private String segment(LocalDate since) {
        String id = as(owner)
                .body("""
                        {"key":"s-%s","name":"S","purpose":"service","kind":"dynamic",
                         "rule":{"type":"attribute","attribute":"city","op":"eq","value":"Nowhere"}}""".formatted(UUID.randomUUID()))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
        tenant.sql("update segment_count set at = '%s' where %%T and segment_id = '%s'".formatted(noon(since), id));
        return id;
    }

    /** Whoever has bought in the store. */
    private void enter(String segment, String store, LocalDate day) {
        tenant.sql("""
                insert into segment_change (tenant_id, segment_id, seq, version, member_id, entered, at)
                select tenant_id, '%1$s', (select coalesce(max(seq), 0) from segment_change where %%T)
                  + row_number() over (), 1, member_id, true, '%3$s'
                from (select distinct tenant_id, member_id from event where %%T and store = '%2$s') e
                """.formatted(segment, store, noon(day)));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(ZONE).toInstant();
    }

    private Response entered(String token, String baseline, String compared, int daysAgo) {
        return as(token)
                .body("{\"baseline\":%s,\"compared\":%s,\"days\":30}"
                        .formatted(cohort(100, baseline), cohort(daysAgo, compared)))
                .post("/v1/experiments/cohort-reports");
    }

    /** Three days. */
    private String cohort(int daysAgo, String segment) {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"segment\":\"%s\"}"
                .formatted(today.minusDays(daysAgo + 1), today.minusDays(daysAgo - 1), segment);
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
