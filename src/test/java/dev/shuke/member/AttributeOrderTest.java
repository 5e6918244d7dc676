package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * No value gives way to a worse one: random writes, one by one, in batches and as patches, against a model that knows no
 * more than the order of the sources; and writes at the same time, of which the best wins whoever comes last.
 */
@QuarkusTest
class AttributeOrderTest extends ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("free", "other", "own", "secret");
    private static final List<String> DEFINED = List.of("own", "secret");
    private static final int WRITES = 250;
    private static final int ROUNDS = 10;

    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    /** @param value null of one that was removed, and may still hold a place against worse ones */
    private record Known(double goodness, String source, Double confidence, String value) {}

    private final Map<String, Known> model = new TreeMap<>();

    private static double goodness(String source, Double confidence) {
        return switch (source) {
            case "declared" -> 3;
            case "imported" -> 2;
            default -> confidence;
        };
    }

    private void define() {
        for (String key : DEFINED) {
            as(owner)
                    .body("""
                            {"key":"%s","name":{"en":"x"},"type":"string","sensitivity":"%s"}""".formatted(key, key.equals("own") ? "preference" : "contact"))
                    .post("/v1/attributes")
                    .then()
                    .statusCode(201);
        }
    }

    /** A body with one or more attributes, told to the model. */
    private ObjectNode write(String source) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("identities").addObject().put("kind", "card").put("value", "C-1");
        Double confidence = source.equals("inferred") ? random.nextInt(1, 5) / 4.0 : null;
        if (!source.equals("declared") || random.nextBoolean()) {
            ObjectNode from = body.putObject("provenance").put("source", source);
            if (confidence != null) {
                from.put("confidence", confidence);
            }
        }
        ObjectNode attributes = body.putObject("attributes");
        for (String key : KEYS) {
            if (random.nextInt(3) == 0) {
                String value = random.nextInt(4) == 0 ? null : Character.toString('a' + random.nextInt(26));
                attributes.put(key, value);
                tell(key, new Known(goodness(source, confidence), source, confidence, value));
            }
        }
        return body;
    }

    private void tell(String key, Known sent) {
        Known known = model.get(key);
        if (known != null && sent.goodness() < known.goodness()) {
            return;
        }
        if (sent.value() == null && !DEFINED.contains(key)) {
            model.remove(key);
        } else {
            model.put(key, sent);
        }
    }

    private String source() {
        return List.of("inferred", "inferred", "imported", "declared").get(random.nextInt(4));
    }

    @Test
    void noValueGivesWayToAWorseOne() {
        define();
        String id = as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"C-1\"}]}")
                .post("/v1/members")
                .path("id");
        for (int i = 0; i < WRITES; i++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> batch();
                case 3 -> patch(id);
                default ->
                    as(owner)
                            .body(write(source()).toString())
                            .post("/v1/members")
                            .then()
                            .statusCode(200);
            }
            if (random.nextInt(60) == 0) {
                model.clear();
                id = startAgain();
            }
            assertThat(seen(id)).as("seed %d, write %d", seed, i).isEqualTo(expected());
        }
    }

    private void batch() {
        ArrayNode rows = JSON.createArrayNode();
        for (int row = random.nextInt(1, 4); row > 0; row--) {
            rows.add(write(source()));
        }
        int updated = as(owner).body(rows.toString()).post("/v1/members/batch").path("updated");
        assertThat(updated).isEqualTo(rows.size());
    }

    private void patch(String id) {
        JsonNode attributes = write("declared").get("attributes");
        as(owner)
                .body(JSON.createObjectNode().set("attributes", attributes).toString())
                .patch("/v1/members/" + id)
                .then()
                .statusCode(200);
    }

    /** Without values and without memory of any: by what the owner of the database could do. */
    private String startAgain() {
        try (var connection = TestTenant.connect("postgres");
                var update = connection.prepareStatement(
                        "update member set attributes = '{}', provenance = null where tenant_id = ? returning id")) {
            update.setObject(1, tenant.id());
            var row = update.executeQuery();
            row.next();
            return row.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        model.forEach((key, known) -> {
            if (known.value() != null) {
                String shown = key.equals("secret") ? known.value() + "***" : known.value();
                expected.put(key, shown + " " + known.source() + " " + known.confidence());
            }
        });
        return expected;
    }

    private Map<String, String> seen(String id) {
        var member = as(owner).get("/v1/members/" + id + "?include=provenance").jsonPath();
        Map<String, Object> attributes = member.getMap("attributes");
        Map<String, String> seen = new TreeMap<>();
        attributes.forEach((key, value) -> {
            Map<String, Object> from = member.getMap("provenance." + key);
            seen.put(key, value + " " + from.get("source") + " " + number(from.get("confidence")));
            assertThat(from.get("writtenBy")).isEqualTo("staff-{" + tenant.slug() + "=owner}");
        });
        assertThat(member.<String, Object>getMap("provenance").keySet()).isEqualTo(attributes.keySet());
        return seen;
    }

    private static Double number(Object confidence) {
        return confidence == null ? null : ((Number) confidence).doubleValue();
    }

    @Test
    void ofManyAtOnceTheBestWins() {
        define();
        List<String> sources = List.of("inferred", "imported", "declared");
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < ROUNDS; round++) {
                String card = "R-" + round;
                List<CompletableFuture<Void>> calls = new ArrayList<>();
                for (int caller = 0; caller < 16; caller++) {
                    String source = sources.get(caller % 3);
                    String body = atOnce(card, source, caller);
                    String path = caller % 2 == 0 ? "/v1/members" : "/v1/members/batch";
                    calls.add(CompletableFuture.runAsync(
                            () -> assertThat(as(owner)
                                            .body(caller(path, body))
                                            .post(path)
                                            .statusCode())
                                    .isIn(200, 201),
                            callers));
                }
                calls.forEach(CompletableFuture::join);
                String found = as(owner)
                        .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                        .post("/v1/members/lookup")
                        .path("attributes.own");
                assertThat(found).startsWith("declared");
            }
        }
    }

    private static String caller(String path, String body) {
        return path.endsWith("batch") ? "[" + body + "]" : body;
    }

    private static String atOnce(String card, String source, int caller) {
        return """
                {"identities":[{"kind":"card","value":"%s"}],"attributes":{"own":"%s %d"},
                 "provenance":{"source":"%s"%s}}""".formatted(card, source, caller, source, source.equals("inferred") ? ",\"confidence\":0.9" : "");
    }
}
