package dev.shuke.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemberTagTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private String member;

    @BeforeEach
    void define() {
        member = member("T-1");
        tag("pet", "attribute", ",\"valueType\":\"enum\",\"constraints\":{\"values\":[\"dog\",\"cat\"]}");
        tag("tier", "value", ",\"group\":true,\"exclusive\":true");
        tag("gold", "value", ",\"parent\":\"tier\"");
        tag("silver", "value", ",\"parent\":\"tier\"");
        tag("rich", "value", ",\"sensitivity\":\"amount\"");
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}".formatted(card))
                .post("/v1/members")
                .path("id");
    }

    private void tag(String key, String kind, String rest) {
        as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"%s\"%s}".formatted(key, kind, rest))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    private Response give(String key, String body) {
        return as(owner).body(body).put(path(key)).then();
    }

    private void take(String key) {
        as(owner).delete(path(key)).then().statusCode(204);
    }

    private Response held() {
        return as(owner).get("/v1/members/" + member + "/tags").then().statusCode(200);
    }

    private String path(String key) {
        return "/v1/members/" + member + "/tags/" + key;
    }

    @Test
    void isGivenChangedAndTaken() {
        held().body("items", empty());
        give("pet", "{\"value\":\"dog\"}")
                .statusCode(201)
                .body("value", is("dog"))
                .body("source", is("manual"));
        give("pet", "{\"value\":\"cat\"}").statusCode(200).body("value", is("cat"));
        give("gold", "{}").statusCode(201).body("value", nullValue());
        held().body("items.key", contains("gold", "pet"));
        take("pet");
        take("pet");
        held().body("items.key", contains("gold"));
        as(owner)
                .get("/v1/members/" + member + "/tag-history")
                .then()
                .body("items.findAll { it.key == 'pet' }.action", contains("removed", "given", "given"))
                .body("items.findAll { it.key == 'pet' }.value", contains(null, "cat", "dog"));
        as(owner).get("/v1/members/" + member + "/tag-history?limit=1").then().body("nextCursor", notNullValue());
    }

    @Test
    void whatIsNotDefinedOrIsAGroupOrRetiredIsNotGiven() {
        give("unheardOf", "{}").statusCode(404);
        give("tier", "{}").statusCode(422);
        as(owner).delete("/v1/tags/gold").then().statusCode(204);
        give("gold", "{}").statusCode(422);
        give("pet", "{}").statusCode(422).body("errors.pointer", contains("/value"));
        give("pet", "{\"value\":\"snake\"}").statusCode(422);
        give("silver", "{\"value\":1}").statusCode(422);
        held().body("items", empty());
    }

    @Test
    void nothingGivesWayToSomethingWorse() {
        give("pet", "{\"value\":\"dog\",\"source\":\"model\",\"confidence\":0.9}")
                .statusCode(201)
                .body("confidence", is(0.9));
        give("pet", "{\"value\":\"cat\",\"source\":\"model\",\"confidence\":0.1}")
                .statusCode(200);
        give("pet", "{\"value\":\"dog\",\"source\":\"import\"}").statusCode(200);
        give("pet", "{\"value\":\"cat\",\"source\":\"model\"}").statusCode(409).body("code", is("better_source"));
        give("pet", "{\"value\":\"cat\"}").statusCode(200);
        give("pet", "{\"value\":\"dog\",\"source\":\"import\"}").statusCode(409);
        held().body("items.value", contains("cat"));
        take("pet");
        give("pet", "{\"value\":\"dog\",\"source\":\"import\"}").statusCode(409);
        held().body("items", empty());
        give("pet", "{\"value\":\"dog\"}").statusCode(201);
    }

    @Test
    void ofAnExclusiveGroupAMemberHasOne() {
        give("silver", "{\"source\":\"model\"}").statusCode(201);
        give("gold", "{\"source\":\"model\"}").statusCode(201);
        held().body("items.key", contains("gold"));
        give("silver", "{}").statusCode(201);
        give("gold", "{\"source\":\"import\"}").statusCode(409);
        held().body("items.key", contains("silver"));
    }

    @Test
    void whatHasExpiredIsNotThereAndIsPutAway() {
        give("pet", "{\"value\":\"dog\",\"expiresAt\":\"" + Instant.now().plusSeconds(3600) + "\"}")
                .statusCode(201)
                .body("expiresAt", notNullValue());
        tenant.sql("update member_tag set expires_at = now() - interval '1 second' where %T");
        held().body("items", empty());
        give("gold", "{\"source\":\"model\"}").statusCode(201).body("expiresAt", nullValue());
        tenant.sql("update tag_sweep set run_at = now() where %T");
        tenant.sql("update jobs.due set at = now() where %T and kind = 'tag.sweep'");
        Poll.until(
                "the sweep",
                Duration.ofMinutes(1),
                () -> tenant.sql("select tag from member_tag where %T").size() == 1);
        assertThat(tenant.sql("select tag from member_tag where %T")).containsExactly("gold");
        as(owner)
                .get("/v1/members/" + member + "/tag-history")
                .then()
                .body("items.action", contains("expired", "given", "given"));
        assertThat(tenant.sql("select count(*) from tag_sweep where %T")).containsExactly("1");
    }

    @Test
    void theExpiryOfTheDefinitionHoldsWhereNobodySaysOtherwise() {
        tag("fresh", "behaviour", ",\"expiryDays\":30");
        Instant expiry = Instant.parse(give("fresh", "{}").extract().path("expiresAt"));
        assertThat(Duration.between(Instant.now(), expiry)).isBetween(Duration.ofDays(29), Duration.ofDays(30));
    }

    @Test
    void isGivenOnConditionOnly() {
        give("pet", "{\"value\":\"dog\"}").statusCode(201);
        String tag = give("pet", "{\"value\":\"cat\"}").extract().header("ETag");
        give("pet", "{\"value\":\"dog\"}").statusCode(200);
        as(owner)
                .header("If-Match", tag)
                .body("{\"value\":\"cat\"}")
                .put(path("pet"))
                .then()
                .statusCode(412);
        as(owner)
                .header("If-None-Match", "*")
                .body("{}")
                .put(path("gold"))
                .then()
                .statusCode(201);
        as(owner)
                .header("If-None-Match", "*")
                .body("{}")
                .put(path("gold"))
                .then()
                .statusCode(412);
    }

    @Test
    void whoMayNotSeeItMayNotGiveIt() {
        give("rich", "{}").statusCode(201);
        give("gold", "{}").statusCode(201);
        String marketing = tenant.staff("marketing"); // sees amounts in bands only
        as(marketing)
                .get("/v1/members/" + member + "/tags")
                .then()
                .statusCode(200)
                .body("items.key", contains("gold"));
        as(marketing).get("/v1/members/" + member + "/tag-history").then().body("items.key", contains("gold"));
        as(marketing).body("{}").put(path("rich")).then().statusCode(403).body("code", is("field_forbidden"));
        as(marketing).delete(path("rich")).then().statusCode(403);
        as(marketing).body("{}").put(path("silver")).then().statusCode(201);
        as(tenant.staff("privacy")).body("{}").put(path("silver")).then().statusCode(403);
        as(tenant.app("tags:write")).body("{}").put(path("silver")).then().statusCode(403);
        as(tenant.app("tags:write", "members:read"))
                .body("{}")
                .put(path("gold"))
                .then()
                .statusCode(201);
    }

    @Test
    void anExclusiveGroupIsOfOneSensitivity() {
        as(owner).body("""
                        {"key":"whale","name":{"en":"T"},"kind":"value","parent":"tier","sensitivity":"amount"}""").post("/v1/tags").then().statusCode(422).body("errors.pointer", contains("/sensitivity"));
    }

    @Test
    void whoIsBoundToStoresGivesToThoseServedThere() {
        as(owner).body("{\"name\":\"North\"}").put("/v1/stores/N").then().statusCode(201);
        as(owner)
                .body("{\"email\":\"li@example.com\",\"roles\":[\"associate\"],\"stores\":[\"N\"]}")
                .post("/v1/staff")
                .then()
                .statusCode(202);
        tenant.keycloakHasFollowed();
        String associate = tenant.staff("associate");
        as(associate).body("{}").put(path("gold")).then().statusCode(404);
        as(associate).get("/v1/members/" + member + "/tags").then().statusCode(404);
        as(associate).get("/v1/members/" + member + "/tag-history").then().statusCode(404);
        as(owner).body("""
                        {"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"2026-01-02T03:04:05Z","store":"N",
                         "member":{"kind":"card","value":"T-1"},"amount":{"amount":100,"currency":"CNY"}}""").post("/v1/events").then().statusCode(200);
        as(associate).body("{}").put(path("gold")).then().statusCode(201);
        as(associate).get("/v1/members/" + member + "/tags").then().body("items.key", contains("gold"));
    }

    @Test
    void nothingIsLeftOfWhoIsErased() {
        give("pet", "{\"value\":\"dog\"}").statusCode(201);
        as(owner).delete("/v1/members/" + member).then().statusCode(204);
        assertThat(tenant.sql("select tag from member_tag where %T")).isEmpty();
        assertThat(tenant.sql("select tag from member_tag_history where %T")).isEmpty();
        give("pet", "{\"value\":\"dog\"}").statusCode(404);
    }
}
