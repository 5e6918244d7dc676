package dev.shuke.segment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that ask for tags, what of them a caller may ask, and counts of tags. */
@QuarkusTest
class TagRuleTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final List<String> members = new ArrayList<>();

    @BeforeEach
    void threePeopleAndTheirTags() {
        define("pet", ",\"valueType\":\"string\"");
        define("babies", ",\"valueType\":\"number\"");
        define("rich", ",\"sensitivity\":\"amount\"");
        define("tier", ",\"group\":true");
        for (int i = 0; i < 3; i++) {
            members.add(as(owner)
                    .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"R-" + i + "\"}]}")
                    .post("/v1/members")
                    .path("id"));
        }
        give(0, "pet", "{\"value\":\"dog\"}");
        give(1, "pet", "{\"value\":\"cat\"}");
        give(1, "babies", "{\"value\":2}");
        give(2, "rich", "{}");
    }

    private void define(String key, String rest) {
        as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"attribute\"%s}".formatted(key, rest))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    private void give(int member, String key, String body) {
        as(owner)
                .body(body)
                .put("/v1/members/" + members.get(member) + "/tags/" + key)
                .then()
                .statusCode(201);
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

    private static String tag(String key, String op, String value) {
        return "{\"type\":\"tag\",\"tag\":\"%s\",\"op\":\"%s\"%s}"
                .formatted(key, op, value.isEmpty() ? "" : ",\"value\":" + value);
    }

    private void counts(String rule, int expected) {
        preview(owner, rule).statusCode(200).body("count", is(expected));
    }

    @Test
    void askForTheTagAndItsValue() {
        counts(tag("pet", "has", ""), 2);
        counts(tag("pet", "hasNot", ""), 1);
        counts(tag("pet", "eq", "\"dog\""), 1);
        counts(tag("pet", "notIn", "[\"dog\",\"snake\"]"), 1);
        counts(tag("babies", "gte", "2"), 1);
        counts(tag("babies", "lt", "2"), 0);
        counts(tag("rich", "has", ""), 1);
        as(owner).delete("/v1/members/" + members.get(0) + "/tags/pet").then().statusCode(204);
        counts(tag("pet", "has", ""), 1);
        counts("{\"type\":\"all\",\"of\":[" + tag("pet", "has", "") + "," + tag("babies", "eq", "2") + "]}", 1);
    }

    @Test
    void groupsAndUnknownTagsAreNotAskedFor() {
        preview(owner, tag("tier", "has", "")).statusCode(422).body("errors.pointer", contains("/rule/tag"));
        preview(owner, tag("unheard", "has", "")).statusCode(422).body("errors.pointer", contains("/rule/tag"));
        preview(owner, tag("rich", "eq", "1")).statusCode(422).body("errors.pointer", contains("/rule/op"));
    }

    @Test
    void whatIsNotSeenIsNotAskedFor() {
        preview(tenant.staff("marketing"), tenant.purpose("marketing"), tag("pet", "has", ""))
                .statusCode(200);
        preview(tenant.staff("marketing"), tenant.purpose("marketing"), tag("rich", "has", ""))
                .statusCode(403)
                .body("errors.pointer", contains("/rule/tag"));
        preview(tenant.staff("analyst"), "analytics", tag("pet", "has", ""))
                .statusCode(200)
                .body("countKind", is("below_k"));
        preview(tenant.staff("analyst"), "analytics", tag("pet", "ne", "\"dog\""))
                .statusCode(403);
        preview(tenant.staff("analyst"), "analytics", tag("rich", "has", "")).statusCode(403);
    }

    @Test
    void countsAreForWhoMayHaveThem() {
        as(owner)
                .get("/v1/tags/pet/count")
                .then()
                .statusCode(200)
                .body("count", is(2))
                .body("countKind", is("exact"));
        as(tenant.staff("analyst"))
                .get("/v1/tags/pet/count")
                .then()
                .statusCode(200)
                .body("count", nullValue())
                .body("countKind", is("below_k"));
        as(tenant.staff("marketing")).get("/v1/tags/rich/count").then().statusCode(403);
        as(tenant.staff("manager")).get("/v1/tags/pet/count").then().statusCode(403);
        as(owner).get("/v1/tags/tier/count").then().statusCode(404);
        as(owner).get("/v1/tags/unheard/count").then().statusCode(404);
    }

    @Test
    void theOverviewOfAMemberHasThem() {
        as(owner)
                .get("/v1/members/" + members.get(1) + "?include=tags")
                .then()
                .statusCode(200)
                .body("tags.key", contains("babies", "pet"));
        as(tenant.staff("marketing"))
                .get("/v1/members/" + members.get(2) + "?include=tags,provenance")
                .then()
                .statusCode(200)
                .body("tags.size()", is(0));
        as(owner).get("/v1/members/" + members.get(1)).then().body("$", not(hasKey("tags")));
    }

    @Test
    void aSegmentIsOfATag() {
        String id = as(owner)
                .body("""
                        {"key":"pets","name":"Pets","purpose":"service","kind":"dynamic","rule":%s}""".formatted(tag("pet", "has", "")))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(owner)
                .get("/v1/segments/" + id + "/members")
                .then()
                .body("items.id", contains(members.get(0), members.get(1)));
    }
}
