package dev.shuke.attribute;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AttributeResourceTest extends ApiTest {
    private static final String ATTRIBUTES = "/v1/attributes";
    private static final String SKIN = """
            {"key":"skinType","name":{"zh":"肤质","en":"Skin type"},"type":"enum","sensitivity":"profile",
             "constraints":{"values":["dry","oily"]}}""";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private void define(String body) {
        as(owner).body(body).post(ATTRIBUTES).then().statusCode(201);
    }

    private void patch(String key, String body) {
        as(owner).body(body).patch(ATTRIBUTES + "/" + key).then().statusCode(200);
    }

    @Test
    void isKeptAndListedAndReadByEverybodyOfTheTenant() {
        as(owner).get(ATTRIBUTES).then().statusCode(200).body("items", empty());
        as(owner)
                .body(SKIN)
                .post(ATTRIBUTES)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/v1/attributes/skinType"))
                .body("sensitivity", is("profile"))
                .body("retired", is(false));
        define("""
                {"key":"babies","name":{"zh":"孩子"},"type":"number"}""");
        as(tenant.staff("analyst"))
                .get(ATTRIBUTES)
                .then()
                .statusCode(200)
                .body("items.key", contains("babies", "skinType"))
                .body("items[0].sensitivity", is("preference"))
                .body("items[0].constraints", nullValue())
                .body("items[1].constraints.values", contains("dry", "oily"));
        as(owner).get(ATTRIBUTES + "/skinType").then().statusCode(200).body("name.zh", is("肤质"));
        as(owner).get(ATTRIBUTES + "/unheardOf").then().statusCode(404);
    }

    @Test
    void aKeyIsTakenOnce() {
        define(SKIN);
        as(owner).body(SKIN).post(ATTRIBUTES).then().statusCode(409).body("code", is("already_exists"));
        String other = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        as(other).body(SKIN).post(ATTRIBUTES).then().statusCode(201);
    }

    @Test
    void isRenamedConstrainedAndRetired() {
        define(SKIN);
        patch("skinType", """
                {"name":{"en":"Skin"}}""");
        patch("skinType", """
                {"constraints":{"values":["dry","oily","mixed"]}}""");
        patch("skinType", """
                {"retired":true}""");
        as(owner)
                .get(ATTRIBUTES + "/skinType")
                .then()
                .body("name.en", is("Skin"))
                .body("name.zh", nullValue())
                .body("constraints.values", contains("dry", "oily", "mixed"))
                .body("retired", is(true));
    }

    @Test
    void onlyOwnersAndAdminsDefine() {
        as(tenant.staff("marketing")).body(SKIN).post(ATTRIBUTES).then().statusCode(403);
        as(tenant.app("tenant:read", "members:write"))
                .body(SKIN)
                .post(ATTRIBUTES)
                .then()
                .statusCode(403);
        as(tenant.staff("admin")).body(SKIN).post(ATTRIBUTES).then().statusCode(201);
    }

    @Test
    void whatIsInTheOpenIsNotDeclaredSensitive() {
        as(owner).body("""
                        {"identities":[{"kind":"card","value":"C-1"}],"attributes":{"hobby":"tea"}}""").post("/v1/members").then().statusCode(201);
        as(owner).body("""
                        {"key":"hobby","name":{"en":"Hobby"},"type":"string","sensitivity":"contact"}""").post(ATTRIBUTES).then().statusCode(422).body("errors.pointer", contains("/sensitivity"));
        as(owner).get(ATTRIBUTES + "/hobby").then().statusCode(404);
        define("""
                {"key":"hobby","name":{"en":"Hobby"},"type":"string"}""");
    }

    @Test
    void aMerchantDefinesTwoHundred() {
        for (int i = 0; i < 200; i++) {
            define("""
                    {"key":"k%d","name":{"en":"K"},"type":"boolean"}""".formatted(i));
        }
        as(owner).body(SKIN).post(ATTRIBUTES).then().statusCode(422);
        as(owner).get(ATTRIBUTES + "/skinType").then().statusCode(404);
    }
}
