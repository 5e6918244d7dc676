package dev.shuke.tag;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TagResourceTest extends ApiTest {
    private static final String TAGS = "/v1/tags";
    private static final String PET = """
            {"key":"pet-owner","name":{"zh":"养宠物","en":"Keeps a pet"},"kind":"attribute","valueType":"enum",
             "constraints":{"values":["dog","cat"]},"sensitivity":"profile","ownerRole":"marketing","expiryDays":730}""";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private Response post(String body) {
        return as(owner).body(body).post(TAGS).then();
    }

    private void define(String key, String kind, String rest) {
        post("""
                {"key":"%s","name":{"en":"T"},"kind":"%s"%s}""".formatted(key, kind, rest)).statusCode(201);
    }

    @Test
    void isKeptAndReadByEverybodyOfTheTenant() {
        as(owner).get(TAGS).then().statusCode(200).body("items", empty());
        post(PET)
                .statusCode(201)
                .header("Location", endsWith("/v1/tags/pet-owner"))
                .body("group", is(false))
                .body("exclusive", is(false))
                .body("parent", nullValue())
                .body("retired", is(false));
        as(tenant.staff("analyst"))
                .get(TAGS + "/pet-owner")
                .then()
                .statusCode(200)
                .body("name.zh", is("养宠物"))
                .body("kind", is("attribute"))
                .body("valueType", is("enum"))
                .body("constraints.values", contains("dog", "cat"))
                .body("sensitivity", is("profile"))
                .body("ownerRole", is("marketing"))
                .body("expiryDays", is(730));
        as(owner).get(TAGS + "/unheardOf").then().statusCode(404);
    }

    @Test
    void theListIsTheTree() {
        define("tier", "value", ",\"group\":true,\"exclusive\":true");
        define("silver", "value", ",\"parent\":\"tier\"");
        define("gold", "value", ",\"parent\":\"tier\"");
        define("new", "value", "");
        define("zeal", "value", "");
        define("student", "attribute", "");
        as(owner)
                .get(TAGS)
                .then()
                .body("items.key", contains("student", "new", "tier", "gold", "silver", "zeal"))
                .body("items.findAll { it.parent == 'tier' }.size()", is(2))
                .body("items.find { it.key == 'tier' }.exclusive", is(true))
                .body("items.find { it.key == 'gold' }.sensitivity", is("preference"));
    }

    @Test
    void aKeyIsTakenOnce() {
        post(PET).statusCode(201);
        post(PET).statusCode(409).body("code", is("already_exists"));
        String other = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        as(other).body(PET).post(TAGS).then().statusCode(201);
    }

    @Test
    void isChangedRetiredAndBroughtBack() {
        post(PET).statusCode(201);
        String tag = as(owner).get(TAGS + "/pet-owner").header("ETag");
        as(owner)
                .header("If-Match", tag)
                .body("""
                        {"name":{"en":"Pets"},"expiryDays":0,"ownerRole":"manager"}""")
                .patch(TAGS + "/pet-owner")
                .then()
                .statusCode(200)
                .body("name.zh", nullValue())
                .body("expiryDays", nullValue())
                .body("ownerRole", is("manager"));
        as(owner).header("If-Match", tag).delete(TAGS + "/pet-owner").then().statusCode(412);
        as(owner).delete(TAGS + "/pet-owner").then().statusCode(204);
        as(owner).get(TAGS + "/pet-owner").then().statusCode(200).body("retired", is(true));
        as(owner)
                .body("{\"retired\":false}")
                .patch(TAGS + "/pet-owner")
                .then()
                .statusCode(200)
                .body("retired", is(false));
        as(owner).delete(TAGS + "/unheardOf").then().statusCode(404);
        as(owner)
                .get("/v1/audit-log?about=pet-owner")
                .then()
                .body("items.action", contains("tag.changed", "tag.changed", "tag.changed", "tag.created"));
    }

    @Test
    void aRetiredGroupTakesNoTags() {
        define("tier", "value", ",\"group\":true");
        as(owner).delete(TAGS + "/tier").then().statusCode(204);
        post("""
                {"key":"gold","name":{"en":"T"},"kind":"value","parent":"tier"}""").statusCode(422).body("errors.pointer", contains("/parent"));
    }

    @Test
    void aGroupOfAnotherMerchantIsNoGroup() {
        define("tier", "value", ",\"group\":true");
        String other = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        as(other).body("""
                        {"key":"gold","name":{"en":"T"},"kind":"value","parent":"tier"}""").post(TAGS).then().statusCode(422);
    }

    @Test
    void onlyOwnersAndAdminsDefine() {
        as(tenant.staff("marketing")).body(PET).post(TAGS).then().statusCode(403);
        as(tenant.app("tenant:read", "members:write"))
                .body(PET)
                .post(TAGS)
                .then()
                .statusCode(403);
        as(tenant.staff("admin")).body(PET).post(TAGS).then().statusCode(201);
        as(tenant.staff("marketing")).delete(TAGS + "/pet-owner").then().statusCode(403);
    }

    @Test
    void aMerchantDefinesFiveHundred() {
        tenant.sql("""
                insert into tag (tenant_id, key, kind, is_group, exclusive, sensitivity, name_en, created_at, updated_at)
                select tenant_id, 'k' || n, 'value', false, false, 'preference', 'T', now(), now()
                from tenant, generate_series(1, 500) n where %T""");
        post(PET).statusCode(422);
        as(owner).get(TAGS + "/pet-owner").then().statusCode(404);
    }
}
