package dev.shuke.assessment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Assessments are recorded, replaced, and never changed. */
@QuarkusTest
class AssessmentTest extends ApiTest {
    private static final String ASSESSMENTS = "/v1/impact-assessments";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String officer = tenant.staff("privacy");

    private Response recorded(String purpose, String due, String more) {
        return as(officer).body("""
                        {"name":"Churn model","occasions":["automated_decisions"],"purposes":["%s"],"processing":"orders",
                         "necessity":"no other way","risks":"a missed offer","riskLevel":"low",
                         "measures":"members can object","reviewDueOn":"%s"%s}""".formatted(purpose, due, more)).post(ASSESSMENTS);
    }

    @Test
    void oneComesInThePlaceOfAnother() {
        String first = recorded("analytics", "2020-01-01", "")
                .then()
                .statusCode(201)
                .body("overdue", equalTo(true))
                .path("id");
        String second = recorded("analytics", "2099-01-01", ",\"replaces\":\"" + first + "\"")
                .then()
                .statusCode(201)
                .body("overdue", equalTo(false))
                .body("replaces", equalTo(first))
                .path("id");
        as(officer)
                .get(ASSESSMENTS + "/" + first)
                .then()
                .body("replacedBy", equalTo(second))
                .body("overdue", equalTo(false))
                .body("replaces", nullValue());
        as(officer).get(ASSESSMENTS).then().body("items.id", contains(second, first));
        recorded("analytics", "2099-01-01", ",\"replaces\":\"" + first + "\"")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/replaces"));
    }

    @Test
    void purposesAreTheTenants() {
        recorded("no.such_purpose", "2099-01-01", "")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/purposes/0"));
    }

    @Test
    void anotherTenantSeesNone() {
        String id = recorded("analytics", "2099-01-01", "").path("id");
        String stranger = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        as(stranger).get(ASSESSMENTS + "/" + id).then().statusCode(404);
        as(tenant.staff("marketing")).get(ASSESSMENTS).then().statusCode(403);
    }
}
