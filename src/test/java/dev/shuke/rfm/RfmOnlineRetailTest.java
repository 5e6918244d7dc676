package dev.shuke.rfm;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import dev.shuke.demo.OnlineRetail;
import dev.shuke.demo.OnlineRetail.Invoice;
import dev.shuke.localstack.Poll;
import dev.shuke.rfm.ScoresByDefinition.Buyer;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All 4,338 buyers of the Online Retail data, from their orders through the API to the stored scores. */
@QuarkusTest
class RfmOnlineRetailTest extends ApiTest {
    private static final LocalDate SNAPSHOT = LocalDate.of(2011, 12, 10);
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final int BATCH = 1_000;
    private static final long DAY = 86_400;

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "GBP");
    private final String owner = tenant.staff("owner");

    @Test
    void everyScoreIsThatOfTheDefinition() {
        List<Invoice> orders = OnlineRetail.read().invoices().stream()
                .filter(invoice -> !invoice.refund())
                .toList();
        ingest(orders);
        TestTenant.run("analyze member, member_metric, event"); // or the planner knows nothing of this tenant
        List<Buyer> buyers = buyers(orders);
        assertThat(buyers).hasSize(4_338);

        concentration(buyers);
        settings("{\"method\":\"ntile\"}");
        assertThat(recomputed()).isEqualTo(ScoresByDefinition.byGroups(buyers));

        settings("{\"method\":\"ntile\",\"recency\":\"own_cycle\"}");
        assertThat(recomputed()).isEqualTo(ScoresByDefinition.byGroups(byCycle(buyers, times())));

        settings("{\"method\":\"thresholds\"}");
        assertThat(recomputed()).isEqualTo(ScoresByDefinition.byCuts(buyers, null, null, null));

        settings("""
                {"method":"thresholds","cuts":{"recencyDays":[17,50,142,250],"frequency":[1,2,4,8],
                 "monetary":[20000,50000,120000,300000]}}""");
        assertThat(recomputed())
                .isEqualTo(ScoresByDefinition.byCuts(
                        buyers, new long[] {17, 50, 142, 250}, new long[] {1, 2, 4, 8}, new long[] {
                            20_000, 50_000, 120_000, 300_000
                        }));
        as(owner)
                .get("/v1/rfm/distribution")
                .then()
                .body("snapshotDate", is(SNAPSHOT.toString()))
                .body("members", is(4_338))
                .body("cells.count.sum()", is(4_338))
                .body("tiers.count.sum()", is(4_338));
    }

    /** 868 of 4,338 are a fifth, rounded up. */
    private void concentration(List<Buyer> buyers) {
        long[] spent = buyers.stream().mapToLong(Buyer::spent).sorted().toArray();
        long best = Arrays.stream(spent, spent.length - 868, spent.length).sum();
        double share = (double) best / Arrays.stream(spent).sum();
        as(owner)
                .get("/v1/rfm/concentration")
                .then()
                .statusCode(200)
                .body("points.percent", is(List.of(1, 5, 10, 20, 50)))
                .body("points[3].members", is(868))
                .body("points[3].share", closeTo(share, 0.0001));
        as(tenant.staff("analyst"))
                .get("/v1/rfm/concentration")
                .then()
                .body("points[3].members", is(870))
                .body("points[3].share", closeTo(share, 0.006));
    }

    private void ingest(List<Invoice> orders) {
        String app = tenant.app("events:write");
        for (int from = 0; from < orders.size(); from += BATCH) {
            List<Invoice> batch = orders.subList(from, Math.min(from + BATCH, orders.size()));
            as(app).body(batch.stream().map(RfmOnlineRetailTest::event).collect(joining(",", "[", "]")))
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("accepted", is(batch.size()));
        }
    }

    private static String event(Invoice order) {
        return """
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"%s"},"amount":{"amount":%d,"currency":"GBP"}}""".formatted(order.number(), order.time().atZone(ZONE).toInstant(), order.customer(), order.amount());
    }

    /** From the data itself; only under which id each is known comes from the database. */
    private List<Buyer> buyers(List<Invoice> orders) {
        Map<String, String> ids = tenant.sql("select source_id || ' ' || member_id from event where %T").stream()
                .map(row -> row.split(" "))
                .collect(toMap(row -> row[0], row -> row[1]));
        return orders.stream().collect(groupingBy(Invoice::customer)).values().stream()
                .map(own -> buyer(ids.get(own.getFirst().number()), own))
                .toList();
    }

    private static Buyer buyer(String id, List<Invoice> own) {
        LocalDate last = own.stream()
                .map(order -> order.time().toLocalDate())
                .max(LocalDate::compareTo)
                .orElseThrow();
        long spent = own.stream().mapToLong(Invoice::amount).sum();
        return new Buyer(id, ChronoUnit.DAYS.between(last, SNAPSHOT), own.size(), spent);
    }

    /** With percents of each one's cycle in place of days; who ordered once gets the median of all others'. */
    private static List<Buyer> byCycle(List<Buyer> buyers, Map<String, List<Instant>> times) {
        Map<String, Long> cycles = new HashMap<>();
        times.forEach((id, own) -> {
            if (own.size() > 1) {
                long span = Duration.between(Collections.min(own), Collections.max(own))
                        .toSeconds();
                cycles.put(id, span / (own.size() - 1));
            }
        });
        long median = cycles.values().stream().sorted().toList().get((cycles.size() + 1) / 2 - 1);
        return buyers.stream()
                .map(buyer -> new Buyer(
                        buyer.id(),
                        buyer.days() * 100 * DAY / Math.max(DAY, cycles.getOrDefault(buyer.id(), median)),
                        buyer.orders(),
                        buyer.spent()))
                .toList();
    }

    private Map<String, List<Instant>> times() {
        return tenant
                .sql("select member_id || ' ' || extract(epoch from occurred_at)::bigint from event where %T")
                .stream()
                .map(row -> row.split(" "))
                .collect(groupingBy(
                        row -> row[0], mapping(row -> Instant.ofEpochSecond(Long.parseLong(row[1])), toList())));
    }

    private void settings(String settings) {
        as(owner).body(settings).put("/v1/rfm").then().statusCode(200);
    }

    private Map<String, String> recomputed() {
        String job = as(owner)
                .post("/v1/rfm/recompute?snapshotDate=" + SNAPSHOT)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Poll.until(
                "scoring",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
        as(owner).get(job).then().body("done", is(4_338)).body("total", is(4_338));
        return tenant.sql("select member_id || ' ' || r || ' ' || f || ' ' || m from member_rfm where %T").stream()
                .collect(toMap(row -> row.substring(0, 36), row -> row.substring(37)));
    }
}
