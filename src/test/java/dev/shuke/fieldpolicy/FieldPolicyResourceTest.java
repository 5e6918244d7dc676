package dev.shuke.fieldpolicy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FieldPolicyResourceTest extends ApiTest {
    private static final String POLICY = "/v1/field-policy";

    private TestTenant tenant;
    private String owner;
    private String member;

    @BeforeEach
    void aMember() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        member = as(owner).body("""
                        {"identities":[{"kind":"card","value":"C-1"}],"profile":{"name":"张三丰","city":"Shanghai"}}""").post("/v1/members").header("Location");
    }

    @Test
    void whatIsChangedCountsFromTheNextCall() {
        String marketing = tenant.staff("marketing");
        as(marketing).get(member).then().body("metrics", hasKey("monetaryBand")).body("profile", not(hasKey("name")));
        change("{\"roles\":{\"marketing\":{\"amount\":\"full\",\"identity\":\"masked\",\"profile\":\"none\"}}}");
        as(marketing)
                .get(member)
                .then()
                .body("metrics.monetary.amount", is(0))
                .body("profile.name", is("张**"))
                .body("profile", not(hasKey("city")));
        as(owner).get(POLICY).then().statusCode(200).body("roles.marketing.amount", is("full"));
        as(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"))
                .get(POLICY)
                .then()
                .body("roles.marketing.amount", is("partial"));
        change("{\"roles\":{}}");
        as(marketing).get(member).then().body("metrics", hasKey("monetaryBand")).body("profile", not(hasKey("name")));
    }

    @Test
    void aGroupThatIsOnlyCountedIsRoundedInPreviews() {
        change("{\"roles\":{\"marketing\":{\"profile\":\"aggregate\"}}}");
        as(tenant.staff("marketing"))
                .body(
                        "{\"purpose\":\"marketing.personalised\",\"rule\":{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"exists\"}}")
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .body("countKind", is("below_k"));
        as(tenant.staff("marketing"))
                .body("""
                        {"key":"all","name":"x","kind":"dynamic","purpose":"marketing.personalised",
                         "rule":{"type":"attribute","attribute":"city","op":"exists"}}""")
                .post("/v1/segments")
                .then()
                .statusCode(403)
                .body("code", is("field_forbidden"));
    }

    @Test
    void nothingGoesBeyondThePlatform() {
        as(owner)
                .body("{\"roles\":{\"marketing\":{\"contact\":\"reveal\"}}}")
                .put(POLICY)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/roles/marketing/contact"));
    }

    @Test
    void everybodyReadsItAndOwnersAndAdminsChangeIt() {
        as(tenant.staff("analyst")).get(POLICY).then().statusCode(200);
        as(tenant.staff("admin")).body("{\"roles\":{}}").put(POLICY).then().statusCode(200);
        for (String role : new String[] {"marketing", "privacy", "manager", "analyst"}) {
            as(tenant.staff(role)).body("{\"roles\":{}}").put(POLICY).then().statusCode(403);
        }
    }

    @Test
    void twoWhoChangeItAtOnceAreTold() {
        String seen = as(owner).get(POLICY).header("ETag");
        change("{\"roles\":{\"marketing\":{\"amount\":\"full\"}}}");
        as(owner)
                .header("If-Match", seen)
                .body("{\"roles\":{}}")
                .put(POLICY)
                .then()
                .statusCode(412);
    }

    private void change(String body) {
        as(owner).body(body).put(POLICY).then().statusCode(200);
    }
}
