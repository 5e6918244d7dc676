package dev.shuke.score;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.score.Replenishment.Supply;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Due dates in SQL, against those of {@link Replenishment#dueAt}. */
@QuarkusTest
class ReplenishmentResourceTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void products() {
        tenant = TestTenant.create(ZONE.getId(), "CNY");
        owner = tenant.staff("owner");
        as(owner).body("""
                [{"sku":"MILK","name":"Milk powder","daysPerUnit":12.5},{"sku":"TEA","name":"Tea","daysPerUnit":30},
                 {"sku":"CUP","name":"Cup"}]""").post("/v1/products").then().statusCode(200);
    }

    @Test
    void whatIsLeftLastsOn() {
        Random random = new Random(41);
        for (int round = 0; round < 12; round++) {
            String card = "C-" + round;
            List<Supply> supplies = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                int quantity = 1 + random.nextInt(4);
                Instant at = NOW.minus(1 + random.nextInt(200), ChronoUnit.DAYS).plusSeconds(random.nextInt(3600));
                supplies.add(new Supply(at, quantity));
                order(
                        card,
                        card + "-" + i,
                        at,
                        "{\"sku\":\"MILK\",\"quantity\":%d}".formatted(quantity),
                        "{\"sku\":\"CUP\",\"quantity\":1}");
            }
            as(owner)
                    .get("/v1/members/" + member(card + "-0") + "/replenishments")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].sku", is("MILK"))
                    .body(
                            "items[0].dueOn",
                            is(new Replenishment(12.5)
                                    .dueAt(supplies)
                                    .atZone(ZONE)
                                    .toLocalDate()
                                    .toString()));
        }
    }

    @Test
    void whoIsDueIsListedByTheMoment() {
        order("C-1", "1", NOW.minus(10, ChronoUnit.DAYS), "{\"sku\":\"MILK\",\"quantity\":1}");
        order(
                "C-2",
                "2",
                NOW.minus(25, ChronoUnit.DAYS),
                "{\"sku\":\"TEA\",\"quantity\":1}",
                "{\"sku\":\"MILK\",\"quantity\":1}");
        order("C-3", "3", NOW.minus(1, ChronoUnit.DAYS), "{\"sku\":\"TEA\",\"quantity\":2}");
        recompute();
        String first = member("1");
        String second = member("2");
        as(owner)
                .get("/v1/replenishments")
                .then()
                .statusCode(200)
                .body("items.memberId", contains(first, second))
                .body("items.skus", contains(List.of("MILK"), List.of("TEA")));
        String next = as(owner)
                .get("/v1/replenishments?limit=1&withinDays=90")
                .then()
                .body("items.memberId", contains(first))
                .extract()
                .path("nextCursor");
        as(owner)
                .get("/v1/replenishments?withinDays=90&cursor=" + next)
                .then()
                .body("items.memberId", contains(second, member("3")));
        as(tenant.staff("privacy")).get("/v1/replenishments").then().statusCode(403);
        as(tenant.staff("manager")).get("/v1/replenishments").then().statusCode(403);
        tenant.sql("update member_metric set restricted = true where %T and member_id = '" + first + "'");
        as(owner).get("/v1/replenishments").then().body("items.memberId", contains(second));
        as(owner).delete("/v1/members/" + second).then().statusCode(204);
        recompute();
        assertThat(tenant.sql("select distinct member_id from member_replenishment where %T"))
                .containsExactly(member("3"));
    }

    @Test
    void aMergedMembersPurchasesCountForWhomHeIsNow() {
        order("C-1", "1", NOW.minus(10, ChronoUnit.DAYS), "{\"sku\":\"MILK\",\"quantity\":1}");
        order("C-2", "2", NOW.minus(9, ChronoUnit.DAYS), "{\"sku\":\"MILK\",\"quantity\":1}");
        recompute();
        String into = member("1");
        String merge = as(owner)
                .body("{\"from\":\"" + member("2") + "\"}")
                .post("/v1/members/" + into + "/merge")
                .path("id");
        assertThat(tenant.sql("select member_id from member_replenishment where %T"))
                .containsExactly(into);
        as(owner)
                .get("/v1/members/" + into + "/replenishments")
                .then()
                .body("items[0].dueOn", is(day(NOW.minus(10, ChronoUnit.DAYS).plus(25, ChronoUnit.DAYS))));
        as(owner).post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        recompute();
        assertThat(tenant.sql("select count(*) from member_replenishment where %T"))
                .containsExactly("2");
    }

    private static String day(Instant at) {
        return at.atZone(ZONE).toLocalDate().toString();
    }

    private void recompute() {
        String job = as(owner)
                .post("/v1/scores/recompute")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Poll.until(
                "scoring",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
    }

    private String member(String sourceId) {
        return tenant.sql("select coalesce(origin_member_id, member_id) from event where %T and source_id = '"
                        + sourceId + "'")
                .getFirst();
    }

    private void order(String card, String sourceId, Instant at, String... items) {
        as(tenant.app("events:write"))
                .body("""
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"%s"},"amount":{"amount":900,"currency":"CNY"},"items":%s}""".formatted(sourceId, at, card, List.of(items).stream().collect(joining(",", "[", "]"))))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }
}
