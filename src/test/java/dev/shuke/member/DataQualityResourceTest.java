package dev.shuke.member;

import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DataQualityResourceTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private String create(String card, String profile) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card
                        + "\"},{\"kind\":\"device\",\"value\":\"" + card + "\"}],\"profile\":" + profile + "}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void countsWhatIsThereAndWhatDisagrees() {
        as(owner).get("/v1/insights/data-quality").then().statusCode(200).body("members", is(0));
        String into = create("C-1", "{\"city\":\"Shanghai\",\"gender\":\"female\"}");
        String from = create("C-2", "{\"city\":\"Hangzhou\",\"gender\":\"female\",\"name\":\"张三丰\"}");
        create("C-3", "{}");
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"C-3B\",\"verified\":true}")
                .post("/v1/members/" + into + "/identities")
                .then()
                .statusCode(201);
        as(owner)
                .body("{\"from\":\"" + from + "\"}")
                .post("/v1/members/" + into + "/merge")
                .then()
                .statusCode(201);
        as(owner)
                .get("/v1/insights/data-quality")
                .then()
                .statusCode(200)
                .body("members", is(2))
                .body("merged", is(1))
                .body("fields.find { it.field == 'city' }.filled", is(1))
                .body("fields.find { it.field == 'city' }.fillRate", is(0.5))
                .body("fields.find { it.field == 'city' }.conflicting", is(1))
                .body("fields.find { it.field == 'gender' }.conflicting", is(0))
                .body("fields.find { it.field == 'name' }.filled", is(1))
                .body("fields.find { it.field == 'name' }", not(hasKey("conflicting")))
                .body("identities.find { it.kind == 'card' }.identities", is(4))
                .body("identities.find { it.kind == 'card' }.verified", is(1))
                .body("identities.find { it.kind == 'card' }.members", is(2));
        as(tenant.staff("analyst")).get("/v1/insights/data-quality").then().statusCode(403);
    }
}
