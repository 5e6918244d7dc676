package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Orders come in, segments are made and changed, and several take notes away at the same time, as several instances do:
 * whoever should be in a segment is in it once all is still.
 */
@QuarkusTest
class MembershipAtOnceTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int BATCHES = 25;
    private static final int PEOPLE = 40;

    @Inject
    MembershipRefresh refresh;

    @Inject
    TenantCalls calls;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final Queue<String> segments = new ConcurrentLinkedQueue<>();

    @Test
    void nobodyIsForgotten() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int source = 0; source < 3; source++) {
                int from = source;
                writers.add(threads.submit(() -> sell("till" + from)));
            }
            writers.add(threads.submit(this::makeSegments));
            List<Future<?>> takers = List.of(threads.submit(() -> take(done)), threads.submit(() -> take(done)));
            for (Future<?> writer : writers) {
                writer.get(5, TimeUnit.MINUTES);
            }
            done.set(true);
            for (Future<?> taker : takers) {
                taker.get(1, TimeUnit.MINUTES);
            }
        }
        Poll.until(
                "the segments' following",
                SOON,
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        for (String segment : segments) {
            Set<String> found =
                    members(as(owner).queryParam("asOf", Instant.now().toString()), segment);
            assertThat(members(as(owner), segment)).as(segment).isEqualTo(found).hasSizeGreaterThan(1);
        }
    }

    private void take(AtomicBoolean done) {
        while (!done.get()) {
            calls.run(tenant, refresh::next);
        }
    }

    private void sell(String source) {
        for (int batch = 0; batch < BATCHES; batch++) {
            int first = batch;
            String events = IntStream.range(0, 8)
                    .mapToObj(n -> order(source, first * 8 + n))
                    .collect(Collectors.joining(",", "[", "]"));
            as(owner).body(events).post("/v1/events").then().statusCode(200);
        }
    }

    private static String order(String source, int n) {
        return """
                {"type":"order.paid","source":"%s","sourceId":"%d","occurredAt":"%s",
                 "member":{"kind":"card","value":"C-%d"},"amount":{"amount":100,"currency":"CNY"}}""".formatted(source, n, Instant.now().minusSeconds(60), 1000 + (n * 7 + source.hashCode()) % PEOPLE);
    }

    private void makeSegments() {
        for (int least = 1; least <= 8; least++) {
            String rule =
                    "\"rule\":{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":" + least + "}";
            String id = as(owner)
                    .body("{\"key\":\"s-" + least + "\",\"name\":\"S\",\"purpose\":\"service\",\"kind\":\"dynamic\","
                            + rule + "}")
                    .post("/v1/segments")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            if (least % 2 == 0) {
                as(owner)
                        .body("{" + rule.replace("gte", "gt") + "}")
                        .patch("/v1/segments/" + id)
                        .then()
                        .statusCode(200);
            }
            segments.add(id);
        }
    }

    private static Set<String> members(ApiCall call, String segment) {
        List<String> ids = call.get("/v1/segments/" + segment + "/members?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
        return new TreeSet<>(ids);
    }
}
