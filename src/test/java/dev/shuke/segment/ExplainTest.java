package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.segment.RuleOracle.Person;
import dev.shuke.segment.Worlds.Question;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an explanation says of a member is what the segment does, and what the caller may see. */
@QuarkusTest
class ExplainTest extends ApiTest {
    private static final int RULES = 200;
    private static final String ORDERS = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":2}";
    private static final String SPENT = "{\"type\":\"event\",\"event\":\"order.paid\","
            + "\"aggregate\":{\"fn\":\"sum\",\"field\":\"amount\"},\"op\":\"gte\",\"value\":20000}";
    private static final String MONETARY =
            "{\"type\":\"metric\",\"metric\":\"monetary\",\"op\":\"lt\",\"value\":50000}";
    private static final String BIRTHDAY =
            "{\"type\":\"attribute\",\"attribute\":\"birthday\",\"op\":\"lt\",\"value\":\"2000-01-01\"}";
    private static final String NAME = "{\"type\":\"attribute\",\"attribute\":\"name\",\"op\":\"exists\"}";
    private static final String RECENT = "{\"type\":\"metric\",\"metric\":\"recencyDays\",\"op\":\"gte\",\"value\":1}";

    private final long seed = Seed.take();

    @Inject
    TenantDb db;

    @Inject
    ObjectMapper mapper;

    @Inject
    Vertx vertx;

    private TestTenant tenant;
    private String owner;
    private String member;

    /** What a node came to, and what it saw, by member. */
    private record Row(UUID member, boolean matches, Boolean[] holds, String[] seen) {}

    @Test
    void everyNodeSaysWhatTheOracleSays() throws SQLException, JsonProcessingException {
        Worlds worlds = Worlds.plant(new Random(seed));
        for (int i = 0; i < RULES; i++) {
            Question question = worlds.question();
            Instant now = Instant.now();
            RuleOracle oracle = question.oracle(now);
            Map<UUID, Row> rows = rows(question, now);
            List<JsonNode> nodes = nodes(question.rule());
            for (Person person : question.world().people()) {
                Row row = rows.get(person.id());
                for (int at = 0; at < nodes.size(); at++) {
                    JsonNode node = nodes.get(at);
                    assertThat(row.holds()[at])
                            .as("seed %d, member %s, node %s of %s", seed, person.id(), node, question.rule())
                            .isEqualTo(oracle.holds(node, person));
                    if (node.get("type").asText().equals("event")) {
                        assertThat(seen(row.seen()[at], oracle.total(node, person)))
                                .as("seed %d, member %s, node %s", seed, person.id(), node)
                                .isTrue();
                    }
                }
                assertThat(row.matches()).isEqualTo(row.holds()[0]);
            }
        }
    }

    /** An average is as good as the digits that the database gives it. */
    private boolean seen(String json, Object total) throws JsonProcessingException {
        return switch (total) {
            case null -> json == null;
            case Instant at ->
                OffsetDateTime.parse(mapper.readValue(json, String.class))
                        .toInstant()
                        .equals(at);
            default -> ((BigDecimal) total).subtract(new BigDecimal(json)).abs().doubleValue() < 1e-9;
        };
    }

    /** Of everybody at once, where the API asks for one. */
    private Map<UUID, Row> rows(Question question, Instant now) {
        Rule rule = mapper.convertValue(question.rule(), Rule.class);
        ExplainedRule explained = RuleCompiler.explain(
                RuleChecker.check(rule, Readers.owner(OwnSegments.DEFINITIONS)),
                new RuleTime(question.asOf(), now, question.world().moments().zone()));
        Audience audience = Audience.matching(Purpose.SERVICE, explained.rule());
        String sql = AudienceRepository.explainSql(audience, explained.nodes())
                .replaceFirst("select ", "select m.member_id, ")
                .replace("m.member_id = $", "m.member_id <> $");
        return question
                .world()
                .list(
                        vertx,
                        db,
                        30,
                        sql,
                        row -> new Row(
                                row.getUUID("member_id"),
                                row.getBoolean("matches"),
                                row.getArrayOfBooleans("holds"),
                                row.getArrayOfStrings("seen")),
                        audience.arguments(new UUID(0, 0)))
                .join()
                .stream()
                .collect(Collectors.toMap(Row::member, row -> row));
    }

    /** Each before its parts. */
    private static List<JsonNode> nodes(JsonNode rule) {
        List<JsonNode> nodes = new ArrayList<>(List.of(rule));
        if (rule.get("type").asText().equals("segment")) {
            nodes.addAll(nodes(OwnSegments.RULES.get(rule.get("segment").asText())));
        }
        JsonNode of = rule.get("of");
        if (of != null) {
            (of.isArray() ? of : List.of(of)).forEach(part -> nodes.addAll(nodes(part)));
        }
        return nodes;
    }

    private void aBuyer() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        member = as(owner).body("""
                {"identities":[{"kind":"card","value":"E-1"}],
                 "profile":{"name":"张三丰","birthday":"1990-05-01","city":"Suzhou"}}""").post("/v1/members").path("id");
        as(tenant.app("events:write"))
                .body("""
                [{"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"2026-01-01T08:26:00Z",
                  "member":{"kind":"card","value":"E-1"},"amount":{"amount":20000,"currency":"CNY"}},
                 {"type":"order.paid","source":"pos","sourceId":"2","occurredAt":"2026-01-02T08:26:00Z",
                  "member":{"kind":"card","value":"E-1"},"amount":{"amount":12345,"currency":"CNY"}}]""")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(2));
    }

    private String segment(String kind, String rule) {
        return segment("service", kind, rule);
    }

    private String segment(String purpose, String kind, String rule) {
        return as(owner)
                .body("{\"key\":\"k-%s\",\"name\":\"n\",\"purpose\":\"%s\",\"kind\":\"%s\",\"rule\":%s}"
                        .formatted(UUID.randomUUID(), purpose, kind, rule))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String all(String... rules) {
        return "{\"type\":\"all\",\"of\":[" + String.join(",", rules) + "]}";
    }

    private Response explain(String token, String segment, String who) {
        return as(token)
                .get("/v1/segments/" + segment + "/members/" + who + "/explain")
                .then();
    }

    @Test
    void tellsWhatEachNodeSaw() {
        aBuyer();
        String id = segment("dynamic", all(ORDERS, "{\"type\":\"not\",\"of\":" + SPENT + "}", BIRTHDAY, NAME, RECENT));
        explain(owner, id, member)
                .statusCode(200)
                .body("matched", is(false))
                .body("version", is(1))
                .body("purpose", is("service"))
                .body("consent.matched", is(true))
                .body("consent.state", is("not_required"))
                .body("tree.type", is("all"))
                .body("tree.matched", is(false))
                .body("tree.of.type", contains("event", "not", "attribute", "attribute", "metric"))
                .body("tree.of.matched", contains(true, false, true, true, true))
                .body("tree.of[0].observed", is(2))
                .body("tree.of[0].rule.op", is("gte"))
                .body("tree.of[1].of[0].matched", is(true))
                .body("tree.of[1].of[0].observed", is(32345))
                .body("tree.of[2].observed", is("1990s"))
                .body("tree.of[3]", not(hasKey("observed")));
        as(owner)
                .queryParam("asOf", "2026-01-01T12:00:00Z")
                .get("/v1/segments/" + id + "/members/" + member + "/explain")
                .then()
                .body("asOf", is("2026-01-01T12:00:00Z"))
                .body("tree.of[0].observed", is(1))
                .body("tree.of[0].matched", is(false));
    }

    @Test
    void amountsAreShownAsTheCallerSeesThem() {
        aBuyer();
        String id = segment(tenant.purpose("marketing"), "dynamic", all(SPENT, MONETARY));
        explain(tenant.staff("marketing"), id, member)
                .statusCode(200)
                .body("matched", is(true))
                .body("tree.of.observed.from.amount", everyItem(is(20000)))
                .body("tree.of.observed.below.amount", everyItem(is(50000)));
        explain(owner, id, member).body("tree.of.observed", contains(32345, 32345));
    }

    @Test
    void whoMayNotSeeTheSegmentGetsNoExplanation() {
        aBuyer();
        String id = segment("dynamic", all(SPENT));
        explain(tenant.staff("privacy"), id, member).statusCode(404).body("code", is("not_found"));
        explain(tenant.staff("analyst"), id, member).statusCode(403);
        explain(tenant.app("segments:read"), id, member).statusCode(403);
        explain(owner, id, UUID.randomUUID().toString()).statusCode(404);
        explain(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"), id, member)
                .statusCode(404);
    }

    @Test
    void ofWhomThePurposeDoesNotAdmitNothingIsTold() throws SQLException {
        aBuyer();
        String id = segment("dynamic", ORDERS);
        try (var connection = TestTenant.connect("shuke_migrator");
                var update =
                        connection.prepareStatement("update member_metric set restricted = true where member_id = ?")) {
            update.setObject(1, UUID.fromString(member));
            assertThat(update.executeUpdate()).isOne();
        }
        explain(owner, id, member)
                .statusCode(200)
                .body("matched", is(false))
                .body("consent.matched", is(false))
                .body("tree", nullValue());
    }

    @Test
    void aFrozenSegmentTellsWhomItKeeps() {
        aBuyer();
        String id = segment("frozen", ORDERS);
        String other = as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"E-2\"}]}")
                .post("/v1/members")
                .path("id");
        explain(owner, id, member).statusCode(200).body("matched", is(true)).body("tree", nullValue());
        explain(owner, id, other).statusCode(200).body("matched", is(false));
        as(owner)
                .queryParam("asOf", "2026-01-01T12:00:00Z")
                .get("/v1/segments/" + id + "/members/" + member + "/explain")
                .then()
                .statusCode(400);
    }
}
