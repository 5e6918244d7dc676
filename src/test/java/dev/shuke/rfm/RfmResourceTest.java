package dev.shuke.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RfmResourceTest extends ApiTest {
    private static final String RFM = "/v1/rfm";
    private static final String DISTRIBUTION = "/v1/rfm/distribution";
    private static final String CONCENTRATION = "/v1/rfm/concentration";
    private static final String CUTS =
            "\"cuts\":{\"recencyDays\":[10,20,30,40],\"frequency\":[1,2,3,4],\"monetary\":[100,200,300,400]}";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void aTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    @Test
    void withoutSettingsThereAreThoseOfThePlatform() {
        as(owner)
                .get(RFM)
                .then()
                .statusCode(200)
                .body("method", is("ntile"))
                .body("$", not(hasKey("cuts")))
                .body(
                        "tiers.key",
                        contains("about_to_leave_high_value", "loyal", "potential_new", "potential", "dormant"));
        as(owner)
                .get(DISTRIBUTION)
                .then()
                .body("$", not(hasKey("snapshotDate")))
                .body("members", is(0));
    }

    /** 2026-05-31T16:30Z is the first of June in Shanghai: ten days before the eleventh, and ten days are within ten. */
    @Test
    void aNumberThatEqualsACutPointBelongsBelowItAndDaysAreTheTenants() {
        order("a", "1", "2026-05-31T16:30:00Z", 100);
        order("b", "2", "2026-05-31T15:30:00Z", 101);
        replace("{\"method\":\"thresholds\"," + CUTS + "}");
        recompute("2026-06-11");
        as(owner)
                .get(DISTRIBUTION)
                .then()
                .body("cells.r", contains(5, 4))
                .body("cells.f", contains(1, 1))
                .body("cells.m", contains(1, 2));
    }

    @Test
    void tiersAreGivenWhenScoredAndTheFirstThatFitsHasTheMember() {
        order("a", "1", "2026-06-01T00:00:00Z", 900);
        replace("{\"method\":\"thresholds\"," + CUTS + "}");
        recompute("2026-06-11");
        as(owner).get(DISTRIBUTION).then().body("tiers.find { it.key == 'potential_new' }.count", is(1));
        replace("""
                {"method":"ntile","tiers":[
                 {"key":"often","name":{"zh":"常客"},"f":{"min":2}},
                 {"key":"big","name":{"zh":"大客户"},"m":{"min":5,"max":5}},
                 {"key":"all","name":{"en":"All"}}]}""");
        as(owner).get(DISTRIBUTION).then().body("tiers.count", contains(0, 0, 0));
        recompute("2026-06-11");
        as(owner).get(DISTRIBUTION).then().body("tiers.count", contains(0, 0, 1));
    }

    @Test
    void whoSeesNoPersonGetsRoundedCountsAndNothingOfAFew() {
        for (int i = 0; i < 14; i++) {
            order("early" + i, "e" + i, "2026-01-01T00:00:00Z", 50);
        }
        for (int i = 0; i < 9; i++) {
            order("late" + i, "l" + i, "2026-06-01T00:00:00Z", 50);
        }
        replace("{\"method\":\"thresholds\"," + CUTS + "}");
        recompute("2026-06-11");
        as(owner).get(DISTRIBUTION).then().body("members", is(23)).body("cells.count", contains(9, 14));
        as(tenant.staff("analyst"))
                .get(DISTRIBUTION)
                .then()
                .statusCode(200)
                .body("rounded", is(true))
                .body("members", is(20))
                .body("cells.count", contains(10))
                .body("tiers.find { it.key == 'dormant' }.count", is(10))
                .body("tiers.find { it.key == 'potential_new' }", not(hasKey("count")));
        as(tenant.staff("privacy")).get(DISTRIBUTION).then().statusCode(403).body("code", is("field_forbidden"));
    }

    /** The dearest of three is one of a hundredth, a tenth and a fifth, rounded up; and two are half of three. */
    @Test
    void theBestAreRoundedUpAndAFewAreNotTold() {
        order("a", "1", "2026-06-01T00:00:00Z", 700);
        order("b", "2", "2026-06-01T00:00:00Z", 200);
        order("c", "3", "2026-06-01T00:00:00Z", 100);
        as(owner)
                .get(CONCENTRATION)
                .then()
                .body("points.members", contains(1, 1, 1, 1, 2))
                .body("points[0].share", is(0.7))
                .body("points[4].share", is(0.9));
        as(tenant.staff("analyst")).get(CONCENTRATION).then().statusCode(200).body("points", empty());
        as(tenant.staff("marketing")).get(CONCENTRATION).then().statusCode(200).body("points", empty());
        as(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"))
                .get(CONCENTRATION)
                .then()
                .body("points", empty());
    }

    @Test
    void scoresGoWithWhatTheyWereMadeOf() {
        order("a", "1", "2026-06-01T00:00:00Z", 900);
        order("b", "2", "2026-06-01T00:00:00Z", 900);
        order("c", "3", "2026-06-01T00:00:00Z", 900);
        recompute("2026-06-11");
        assertThat(tenant.sql("select count(*) from member_rfm where %T")).containsExactly("3");
        tenant.sql("""
                update member_metric set restricted = true where %T
                  and member_id = (select member_id from event where %T and source_id = '1')""");
        as(owner).get(DISTRIBUTION).then().body("members", is(2));
        recompute("2026-06-11");
        assertThat(tenant.sql("select count(*) from member_rfm where %T")).containsExactly("2");
        String erased = tenant.sql("select member_id from event where %T and source_id = '2'")
                .getFirst();
        as(owner).delete("/v1/members/" + erased).then().statusCode(204);
        assertThat(tenant.sql("select count(*) from member_rfm where %T")).containsExactly("1");
        assertThat(tenant.sql("select member_id from member_rfm where %T")).doesNotContain(erased);
    }

    @Test
    void whatCannotBeIsPointedAt() {
        as(owner)
                .body("{\"method\":\"ntile\"," + CUTS + ",\"tiers\":[{\"key\":\"a\",\"name\":{\"en\":\"A\"}},"
                        + "{\"key\":\"a\",\"name\":{},\"r\":{\"min\":4,\"max\":2}}]}")
                .put(RFM)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/cuts", "/tiers/1/key", "/tiers/1/name", "/tiers/1/r/max"));
    }

    @Test
    void twoWhoChangeTheSettingsAtOnceAreTold() {
        String seen = as(owner).get(RFM).header("ETag");
        replace("{\"method\":\"thresholds\"}");
        as(owner)
                .header("If-Match", seen)
                .body("{\"method\":\"ntile\"}")
                .put(RFM)
                .then()
                .statusCode(412);
    }

    @Test
    void nobodyIsScoredWhereNobodyBought() {
        recompute("2026-06-11");
        as(owner).get(DISTRIBUTION).then().body("members", is(0)).body("cells", empty());
        replace("{\"method\":\"thresholds\"}");
        recompute("2026-06-11");
        as(owner).get(DISTRIBUTION).then().body("members", is(0));
    }

    private void order(String card, String sourceId, String at, int amount) {
        as(tenant.app("events:write"))
                .body("""
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"%s"},"amount":{"amount":%d,"currency":"CNY"}}""".formatted(sourceId, at, card, amount))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }

    private void replace(String settings) {
        as(owner).body(settings).put(RFM).then().statusCode(200);
    }

    private void recompute(String snapshotDate) {
        String job = as(owner)
                .post("/v1/rfm/recompute?snapshotDate=" + snapshotDate)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Poll.until(
                "scoring",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
    }
}
