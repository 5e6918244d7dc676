package dev.shuke.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many callers about the same new people at once, each in an order of its own: nobody is refused, nobody exists twice,
 * and every event counts once.
 */
@QuarkusTest
class SimultaneousWritesTest extends ApiTest {
    private static final int CALLERS = 24;
    private static final int ROUNDS = 4;
    private static final int PEOPLE = 30;
    private static final int ORDERS = 200;
    private static final int BATCH = 60;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + ApiCall.port() + path))
                .header("Authorization", "Bearer " + owner)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> done = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : callers.invokeAll(calls)) {
                done.add(answer.get());
            }
        }
        return done;
    }

    private static String person(int person, Random random) {
        List<String> identities = new ArrayList<>(List.of(
                identity("card", "C-" + person),
                identity("phone", "+86138%08d".formatted(person)),
                identity("external", "crm-" + person),
                identity("device", "d-" + person)));
        Collections.shuffle(identities, random);
        return "{\"identities\":[" + String.join(",", identities) + "],\"attributes\":{\"a" + random.nextInt(9)
                + "\":1}}";
    }

    private static String identity(String kind, String value) {
        return "{\"kind\":\"" + kind + "\",\"value\":\"" + value + "\"}";
    }

    private static String orders(Random random) {
        List<Integer> some = new ArrayList<>(IntStream.range(0, ORDERS).boxed().toList());
        Collections.shuffle(some, random);
        return some.subList(0, BATCH).stream()
                .map(SimultaneousWritesTest::order)
                .collect(joining(",", "[", "]"));
    }

    private static String order(int order) {
        return """
                {"type":"order.paid","source":"pos","sourceId":"%d","occurredAt":"2026-05-01T08:%02d:00Z",
                 "member":%s,"amount":{"amount":%d,"currency":"CNY"}}""".formatted(order, order % 60, identity("card", "C-" + order % PEOPLE), order + 1);
    }

    private int caller(int number) throws Exception {
        Random random = new Random(number);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            HttpResponse<String> upsert = post("/v1/members", person(random.nextInt(PEOPLE), random));
            assertThat(upsert.statusCode()).as(upsert.body()).isIn(200, 201);
            HttpResponse<String> ingest = post("/v1/events", orders(random));
            assertThat(ingest.statusCode()).as(ingest.body()).isEqualTo(200);
            JsonPath result = JsonPath.from(ingest.body());
            assertThat(result.getInt("accepted") + result.getInt("duplicates")).isEqualTo(BATCH);
            accepted += result.getInt("accepted");
        }
        return accepted;
    }

    @Test
    void everyEventCountsOnceAndEverybodyExistsOnce() throws Exception {
        List<Callable<Integer>> callers = IntStream.range(0, CALLERS)
                .<Callable<Integer>>mapToObj(number -> () -> caller(number))
                .toList();
        int accepted = atOnce(callers).stream().mapToInt(Integer::intValue).sum();
        assertThat(accepted).isEqualTo((int) count("select count(*) from event where tenant_id = ?"));
        assertThat(count("select count(*) from member where tenant_id = ?")).isEqualTo(PEOPLE);
        assertThat(count("select count(distinct member_id) from member_identity where tenant_id = ?"))
                .isEqualTo(PEOPLE);
        assertThat(count("""
                select count(*) from member_metric m
                left join (select member_id, count(*) n, sum(amount) amount, min(occurred_at) first_at,
                  max(occurred_at) last_at from event where tenant_id = ? group by member_id) e using (member_id)
                where m.tenant_id = ? and (m.frequency, m.monetary, m.first_order_at, m.last_order_at)
                  is distinct from (coalesce(n, 0), coalesce(amount, 0), first_at, last_at)
                """)).isZero();
    }

    @Test
    void oneOfManyMakesTheMemberAndTheOthersFindIt() throws Exception {
        for (int person = 0; person < PEOPLE; person++) {
            int same = person;
            List<Callable<Integer>> callers = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(number -> () -> post("/v1/members", person(same, new Random(number)))
                            .statusCode())
                    .toList();
            assertThat(atOnce(callers)).containsOnlyOnce(201).containsOnly(200, 201);
        }
    }

    /** As a role that sees the rows of all tenants. */
    private long count(String sql) throws SQLException {
        try (Connection connection = TestTenant.connect("shuke_migrator");
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= query.getParameterMetaData().getParameterCount(); i++) {
                query.setObject(i, tenant.id());
            }
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
