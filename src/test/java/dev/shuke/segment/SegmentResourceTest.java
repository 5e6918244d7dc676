package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SegmentResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String EVERYONE = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";
    private static final String BUYERS = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":1}";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Europe/London", "GBP");
        owner = tenant.staff("owner");
    }

    /** Members with one paid order each, through the API. */
    private void buyers(int from, int count) {
        String orders = IntStream.range(from, from + count)
                .mapToObj(i -> """
                {"type":"order.paid","source":"pos","sourceId":"%d","occurredAt":"2026-01-01T08:26:00Z",
                 "member":{"kind":"card","value":"C-%d"},"amount":{"amount":100,"currency":"GBP"}}""".formatted(i, i))
                .collect(Collectors.joining(",", "[", "]"));
        as(tenant.app("events:write"))
                .body(orders)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(count));
    }

    private Response preview(String token, String rule) {
        return preview(token, "service", rule);
    }

    private Response preview(String token, String purpose, String rule) {
        return as(token)
                .body("{\"rule\":" + rule + ",\"purpose\":\"" + purpose + "\"}")
                .post("/v1/segments/preview")
                .then();
    }

    private Response create(String key, String kind, String rule) {
        return as(owner)
                .body("{\"key\":\"%s\",\"name\":\"Buyers\",\"purpose\":\"service\",\"kind\":\"%s\",\"rule\":%s}"
                        .formatted(key, kind, rule))
                .post("/v1/segments")
                .then();
    }

    private String created(String kind, String rule) {
        return create("k-" + UUID.randomUUID(), kind, rule)
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> members(String id) {
        return as(owner)
                .get("/v1/segments/" + id + "/members")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private void restrict(String member, boolean restricted) throws SQLException {
        try (var connection = TestTenant.connect("shuke_migrator");
                var update =
                        connection.prepareStatement("update member_metric set restricted = ? where member_id = ?")) {
            update.setBoolean(1, restricted);
            update.setObject(2, UUID.fromString(member));
            assertThat(update.executeUpdate()).isOne();
        }
    }

    @Test
    void aPreviewCountsAndNamesAFew() {
        buyers(0, 12);
        preview(owner, BUYERS)
                .statusCode(200)
                .body("count", is(12))
                .body("countKind", is("exact"))
                .body("sample", hasSize(10));
        preview(tenant.staff("marketing"), tenant.purpose("marketing"), BUYERS)
                .statusCode(200)
                .body("count", is(12))
                .body("countKind", is("exact"));
        tenant.grantingApp("service");
        preview(tenant.app("segments:read", "members:read"), BUYERS)
                .statusCode(200)
                .body("count", is(12));
        as(owner)
                .body("{\"rule\":" + BUYERS + ",\"purpose\":\"service\",\"asOf\":\"2025-12-31T00:00:00Z\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .body("count", is(0))
                .body("sample", empty());
    }

    @Test
    void whoMaySeeNoPersonGetsNoIdsAndAPersonRoundedCounts() {
        String analyst = tenant.staff("analyst");
        buyers(0, 9);
        preview(analyst, "analytics", BUYERS)
                .statusCode(200)
                .body("countKind", is("below_k"))
                .body("$", not(org.hamcrest.Matchers.hasKey("count")))
                .body("$", not(org.hamcrest.Matchers.hasKey("sample")));
        buyers(9, 1);
        preview(analyst, "analytics", BUYERS)
                .body("countKind", is("rounded"))
                .body("count", is(10))
                .body("sample", nullValue());
        buyers(10, 5);
        preview(analyst, "analytics", BUYERS).body("count", is(20));
        tenant.grantingApp("service");
        preview(tenant.app("segments:read"), BUYERS)
                .body("countKind", is("exact"))
                .body("count", is(15))
                .body("sample", nullValue());
    }

    @Test
    void permissionsAreNeeded() {
        String id = created("dynamic", EVERYONE);
        tenant.grantingApp("service");
        preview(tenant.staff("manager"), BUYERS).statusCode(403);
        preview(tenant.app("members:read"), BUYERS).statusCode(403);
        as(tenant.staff("analyst")).get("/v1/segments").then().statusCode(403);
        as(tenant.staff("privacy")).get("/v1/segments").then().statusCode(200);
        as(tenant.staff("privacy")).delete("/v1/segments/" + id).then().statusCode(403);
        as(tenant.app("segments:read"))
                .get("/v1/segments/" + id + "/members")
                .then()
                .statusCode(403);
        as(tenant.app("members:read"))
                .get("/v1/segments/" + id + "/members")
                .then()
                .statusCode(403);
        as(tenant.app("segments:read", "members:read"))
                .get("/v1/segments/" + id + "/members")
                .then()
                .statusCode(200);
    }

    @Test
    void aSegmentIsKeptReadChangedAndDeleted() {
        String location = create("buyers", "dynamic", BUYERS)
                .statusCode(201)
                .body("version", is(1))
                .body("kind", is("dynamic"))
                .body("membership.state", is("ready"))
                .body("rule.type", is("event"))
                .extract()
                .header("Location");
        String path = location.substring(location.indexOf("/v1/"));
        as(owner).get(path).then().statusCode(200).body("key", is("buyers")).body("purpose", is("service"));
        create("buyers", "frozen", EVERYONE).statusCode(409).body("code", is("already_exists"));
        as(owner)
                .body("{\"name\":\"All buyers\"}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", is("All buyers"))
                .body("version", is(1));
        as(owner)
                .body("{\"rule\":" + BUYERS + "}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("version", is(1));
        as(owner)
                .body("{\"rule\":" + EVERYONE + "}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("version", is(2))
                .body("rule.metric", is("frequency"))
                .body("name", is("All buyers"));
        as(owner)
                .body("{\"purpose\":\"analytics\"}")
                .patch(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/purpose"));
        as(owner).delete(path).then().statusCode(204);
        as(owner).get(path).then().statusCode(404).body("code", is("not_found"));
        as(owner).delete(path).then().statusCode(404);
        create("buyers", "dynamic", BUYERS).statusCode(201);
    }

    @Test
    void segmentsAreListedNewestFirst() {
        String first = created("dynamic", BUYERS);
        String second = created("frozen", BUYERS);
        String third = created("dynamic", BUYERS);
        String cursor = as(owner)
                .get("/v1/segments?limit=2")
                .then()
                .statusCode(200)
                .body("items.id", contains(third, second))
                .extract()
                .path("nextCursor");
        as(owner)
                .queryParam("cursor", cursor)
                .get("/v1/segments?limit=2")
                .then()
                .body("items.id", contains(first))
                .body("nextCursor", nullValue());
    }

    @Test
    void anotherTenantsSegmentIsUnknown() {
        String id = created("dynamic", EVERYONE);
        String stranger = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        for (String path : List.of(id, UUID.randomUUID().toString())) {
            for (String token : List.of(stranger)) {
                as(token)
                        .get("/v1/segments/" + path)
                        .then()
                        .statusCode(404)
                        .body("code", is("not_found"))
                        .body("detail", is("There is no such segment."));
                as(token).get("/v1/segments/" + path + "/members").then().statusCode(404);
                as(token)
                        .body("{\"name\":\"mine\"}")
                        .patch("/v1/segments/" + path)
                        .then()
                        .statusCode(404);
                as(token).delete("/v1/segments/" + path).then().statusCode(404);
            }
        }
        as(stranger).get("/v1/segments").then().statusCode(200).body("items", empty());
        as(owner).get("/v1/segments/" + id).then().statusCode(200).body("name", is("Buyers"));
    }

    @Test
    void aFrozenSegmentKeepsItsMembersUntilItsRuleChanges() {
        buyers(0, 2);
        String frozen = created("frozen", BUYERS);
        String dynamic = created("dynamic", BUYERS);
        buyers(2, 1);
        assertThat(members(frozen)).hasSize(2);
        Poll.until("the third one's entering", SOON, () -> members(dynamic).size() == 3);
        assertThat(members(dynamic)).containsAll(members(frozen));
        as(owner)
                .body("{\"name\":\"Same rule\"}")
                .patch("/v1/segments/" + frozen)
                .then()
                .statusCode(200);
        assertThat(members(frozen)).hasSize(2);
        as(owner)
                .body("{\"rule\":" + EVERYONE + "}")
                .patch("/v1/segments/" + frozen)
                .then()
                .statusCode(200)
                .body("version", is(2));
        assertThat(members(frozen)).hasSize(3);
        as(owner)
                .get("/v1/segments/" + frozen + "/members?asOf=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("code", is("invalid_parameter"));
        as(owner).delete("/v1/segments/" + frozen).then().statusCode(204);
    }

    @Test
    void aRestrictedMemberIsInNoAnswer() throws SQLException {
        buyers(0, 2);
        String frozen = created("frozen", BUYERS);
        String dynamic = created("dynamic", BUYERS);
        String member = members(frozen).getFirst();
        restrict(member, true);
        assertThat(members(frozen)).hasSize(1).doesNotContain(member);
        assertThat(members(dynamic)).hasSize(1).doesNotContain(member);
        preview(owner, BUYERS).body("count", is(1));
        restrict(member, false);
        assertThat(members(frozen)).contains(member);
    }

    @Test
    void membersComePageByPage() {
        buyers(0, 5);
        String id = created("dynamic", EVERYONE);
        List<String> all = members(id);
        assertThat(all).hasSize(5).isSorted();
        String path = "/v1/segments/" + id + "/members?limit=2";
        var first = as(owner)
                .get(path)
                .then()
                .body("items.id", contains(all.get(0), all.get(1)))
                .extract();
        var second = as(owner)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get(path)
                .then()
                .body("items.id", contains(all.get(2), all.get(3)))
                .extract();
        as(owner)
                .queryParam("cursor", second.<String>path("nextCursor"))
                .get(path)
                .then()
                .body("items.id", contains(all.get(4)))
                .body("nextCursor", nullValue());
    }

    @Test
    void badRequestsAreAnsweredWithPlaceAndReason() {
        preview(
                        owner,
                        "{\"type\":\"all\",\"of\":[" + BUYERS
                                + ",{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"like\"}]}")
                .statusCode(422)
                .contentType(containsString("application/problem+json"))
                .body("code", is("validation_failed"))
                .body("errors[0].pointer", is("/rule/of/1/op"))
                .body("errors[0].detail", is("must be one of eq, ne, in, notIn, exists, missing"));
        preview(owner, "{\"type\":\"any\",\"of\":[{\"type\":\"weather\",\"op\":\"has\"}]}")
                .statusCode(422)
                .body("errors[0].pointer", is("/rule/of/0/type"))
                .body("errors[0].detail", containsString("attribute"));
        for (String asOf : List.of("7", "\"7\"", "1.5", "true", "{}", "\"2026-01-01\"")) {
            as(owner)
                    .body("{\"rule\":" + BUYERS + ",\"purpose\":\"service\",\"asOf\":" + asOf + "}")
                    .post("/v1/segments/preview")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", is("/asOf"))
                    .body("errors[0].detail", not(endsWith("object")));
        }
        as(owner)
                .body("{\"rule\":" + BUYERS + ",\"purpose\":\"marketing.sms\"}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(422)
                .body("code", is("purpose_unavailable"));
        as(owner)
                .body("{}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/purpose", "/rule"));
        as(owner).body("").post("/v1/segments/preview").then().statusCode(is(422));
        as(owner).body("[]").post("/v1/segments/preview").then().statusCode(422);
        create("Bad_Key", "dynamic", BUYERS).statusCode(422).body("errors[0].pointer", is("/key"));
        create("k", "dynamic", BUYERS).statusCode(422).body("errors[0].pointer", is("/key"));
        create("kk", "daily", BUYERS).statusCode(422).body("errors[0].pointer", is("/kind"));
        as(owner)
                .get("/v1/segments/" + created("dynamic", BUYERS) + "/members?asOf=yesterday")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", is("asOf"));
        as(owner).get("/v1/segments/not-a-uuid").then().statusCode(404);
        preview(owner, "{\"type\":\"not\",\"of\":".repeat(70) + BUYERS + "}".repeat(70))
                .statusCode(org.hamcrest.Matchers.oneOf(400, 422))
                .body("requestId", notNullValue());
    }

    @Test
    void theLargestRuleAllowedIsAnswered() {
        String leaf =
                "{\"type\":\"event\",\"event\":\"order.paid\",\"within\":{\"days\":30},\"op\":\"gte\",\"value\":1,\"where\":["
                        + IntStream.range(0, 20)
                                .mapToObj(i -> "{\"field\":\"items.sku\",\"op\":\"ne\",\"value\":\"s" + i + "\"}")
                                .collect(Collectors.joining(","))
                        + "]}";
        String rule = "{\"type\":\"any\",\"of\":["
                + IntStream.range(0, 99).mapToObj(i -> leaf).collect(Collectors.joining(",")) + "]}";
        preview(owner, rule).statusCode(200).body("count", is(0));
    }
}
