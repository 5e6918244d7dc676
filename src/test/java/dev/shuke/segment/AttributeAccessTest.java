package dev.shuke.segment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules over defined attributes, of callers who may not see the field group of each. */
@QuarkusTest
class AttributeAccessTest extends ApiTest {
    private TestTenant tenant;

    @BeforeEach
    void anAttributeOfEachGroup() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        define("nickname", "string", "contact");
        define("passport", "string", "identity");
        define("height", "number", "profile");
        define("pet", "string", "preference");
        define("income", "money", "amount");
        define("habits", "stringList", "behaviour");
    }

    private void define(String key, String type, String sensitivity) {
        as(tenant.staff("owner"))
                .body("""
                        {"key":"%s","name":{"en":"x"},"type":"%s","sensitivity":"%s"}""".formatted(key, type, sensitivity))
                .post("/v1/attributes")
                .then()
                .statusCode(201);
    }

    private static String rule(String attribute, String op, String value) {
        return """
                {"type":"attribute","attribute":"%s","op":"%s"%s}""".formatted(attribute, op, value == null ? "" : ",\"value\":" + value);
    }

    private Response preview(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"rule\":{\"type\":\"not\",\"of\":" + rule + "},\"purpose\":\"" + tenant.purpose(role) + "\"}")
                .post("/v1/segments/preview")
                .then();
    }

    @ParameterizedTest
    @CsvSource({
        "marketing, nickname",
        "marketing, passport",
        "marketing, income",
        "privacy, income",
        "privacy, habits",
        "analyst, nickname",
        "analyst, passport",
        "analyst, income",
    })
    void whatIsNotSeenIsNotAskedAbout(String role, String attribute) {
        preview(role, rule(attribute, "exists", null))
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/rule/of/attribute"));
    }

    @ParameterizedTest
    @CsvSource({
        "owner, nickname",
        "owner, passport",
        "owner, height",
        "owner, pet",
        "owner, income",
        "owner, habits",
        "marketing, height",
        "marketing, pet",
        "marketing, habits",
        "privacy, nickname",
        "privacy, passport",
        "privacy, height",
        "privacy, pet",
    })
    void whatIsSeenIsAskedAbout(String role, String attribute) {
        preview(role, rule(attribute, "exists", null)).statusCode(200).body("countKind", is("exact"));
    }

    /** And is told of no crowd that is small. */
    @Test
    void whoOnlyCountsAsksForOneValue() {
        preview("analyst", rule("pet", "eq", "\"cat\"")).statusCode(200).body("countKind", is("below_k"));
        preview("analyst", rule("habits", "in", "[\"tea\"]")).statusCode(200).body("countKind", is("below_k"));
        preview("analyst", rule("height", "gte", "163.7")).statusCode(403).body("code", is("field_forbidden"));
        preview("analyst", rule("pet", "in", "[\"cat\",\"dog\"]"))
                .statusCode(403)
                .body("code", is("field_forbidden"));
    }

    /** What encrypted values are like cannot be asked by anybody, and where somebody is, nobody needs to ask. */
    @Test
    void ofWhatIsSealedItIsAskedWhetherItIsThere() {
        preview("owner", rule("nickname", "eq", "\"x\""))
                .statusCode(422)
                .body("errors.pointer", contains("/rule/of/op"));
    }

    @Test
    void aSegmentIsForThoseWhoMaySeeTheAttribute() {
        String owner = tenant.staff("owner");
        String member = as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"C-1"}],"attributes":{"nickname":"Xiao"}}""")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String segment = create("owner", rule("nickname", "exists", null))
                .statusCode(201)
                .extract()
                .path("id");
        as(owner).get("/v1/segments").then().body("items.id", contains(segment));
        as(owner).get("/v1/segments/" + segment + "/members").then().body("items.id", contains(member));
        as(owner).get("/v1/members/" + member + "?include=segments").then().body("segments.id", contains(segment));
        String marketing = tenant.staff("marketing");
        as(marketing).get("/v1/segments").then().statusCode(200).body("items", empty());
        as(marketing).get("/v1/segments/" + segment).then().statusCode(404);
        as(marketing).get("/v1/segments/" + segment + "/members").then().statusCode(404);
        as(marketing)
                .body("{\"name\":\"y\"}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(404);
        as(marketing).delete("/v1/segments/" + segment).then().statusCode(404);
        as(marketing)
                .get("/v1/members/" + member + "?include=segments")
                .then()
                .statusCode(200)
                .body("segments", empty());
        create("marketing", rule("nickname", "exists", null)).statusCode(403).body("code", is("field_forbidden"));
    }

    @Test
    void anInferenceIsForThoseWhoMaySeeTheAttributesOfItsRule() {
        String inference = "{\"rule\":" + rule("nickname", "exists", null)
                + ",\"value\":\"cat\",\"confidence\":0.5,\"purpose\":\"service\"}";
        as(tenant.staff("owner"))
                .body("{\"roles\":{\"admin\":{\"contact\":\"none\"}}}")
                .put("/v1/field-policy")
                .then()
                .statusCode(200);
        as(tenant.staff("admin"))
                .body(inference)
                .post("/v1/attributes/pet/inferences")
                .then()
                .statusCode(403)
                .body("code", is("field_forbidden"))
                .body("errors.pointer", contains("/rule/attribute"));
        as(tenant.staff("owner"))
                .body(inference)
                .post("/v1/attributes/pet/inferences")
                .then()
                .statusCode(201);
    }

    private Response create(String role, String rule) {
        return as(tenant.staff(role))
                .body("{\"key\":\"by-" + role
                        + "\",\"name\":\"x\",\"purpose\":\"" + tenant.purpose("marketing")
                        + "\",\"kind\":\"dynamic\",\"rule\":" + rule + "}")
                .post("/v1/segments")
                .then();
    }
}
